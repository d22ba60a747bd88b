import {
  AxisPlacement,
  GraphDrawStyle,
  GraphGradientMode,
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  LegendPlacement,
  LineInterpolation,
  ReduceDataOptionsBuilder,
  SortOrder,
  StackingConfigBuilder,
  StackingMode,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import {
  FieldColorBuilder,
  FieldColorModeId,
  PanelBuilder,
  type Panel,
} from '@grafana/grafana-foundation-sdk/dashboard';
import {
  PanelBuilder as PieBuilder,
  PieChartLegendOptionsBuilder,
  PieChartType,
} from '@grafana/grafana-foundation-sdk/piechart';
import { PanelBuilder as TimelineBuilder } from '@grafana/grafana-foundation-sdk/statetimeline';
import { PanelBuilder as SeriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { coloured, fieldConfig, named, type Shown, type StateValue } from './fields.ts';
import { boardLinks } from './links.ts';
import { sourceOf, type Common } from './panels.ts';

/** Whose panels these are: Grafana migrates options of an older one. */
const GRAFANA = '12.3.0';

interface Titled extends Common {
  title: string;
}

interface Builder {
  title(title: string): this;
  description(description: string): this;
  datasource(datasource: ReturnType<typeof sourceOf>): this;
  targets(targets: Common['targets'][number][]): this;
  transparent(transparent: boolean): this;
  build(): Panel;
}

function common<Made extends Builder>(
  builder: Made,
  { title, description, targets, transparent = false }: Titled,
): Made {
  return builder
    .title(title)
    .description(description)
    .datasource(sourceOf(targets))
    .targets([...targets])
    .transparent(transparent);
}

/** A panel as it is saved, with how its values are shown. */
function saved(builder: Builder, shown: Shown | undefined, { drill = [] }: Common): Panel {
  const panel = builder.build();
  return {
    ...panel,
    pluginVersion: GRAFANA,
    fieldConfig: {
      defaults: { ...panel.fieldConfig?.defaults, ...(shown === undefined ? {} : fieldConfig(shown)) },
      overrides: [...(panel.fieldConfig?.overrides ?? []), ...drill.map(boardLinks)],
    },
  };
}

interface SeriesOptions extends Shown {
  /** Colours of lines, by what the legend calls them; without one, each has one of Grafana's palette. */
  colours?: Readonly<Record<string, string>>;
  /** Lines that only compare: dashed, and without an area. */
  dashed?: readonly string[];
  stacked?: 'values' | 'shares';
  bars?: boolean;
  /** Draws the levels as lines. */
  showLevels?: boolean;
  /** What the legend adds up; none: names alone. */
  calculations?: readonly string[];
  legend?: 'bottom' | 'right';
  /** The axis reaches at least this far, so that nothing but zeros does not look like a lot. */
  reach?: number;
}

/** Lines over time. */
export function series(
  panel: Titled,
  {
    colours = {},
    dashed = [],
    stacked,
    bars = false,
    showLevels = false,
    calculations = [],
    legend = 'bottom',
    reach,
    ...shown
  }: SeriesOptions,
): Panel {
  const builder = common(new SeriesBuilder(), panel)
    .drawStyle(bars ? GraphDrawStyle.Bars : GraphDrawStyle.Line)
    .lineInterpolation(LineInterpolation.Smooth)
    .lineWidth(bars ? 0 : 2)
    .fillOpacity(bars ? 80 : stacked === undefined ? 12 : 40)
    .gradientMode(bars ? GraphGradientMode.None : GraphGradientMode.Opacity)
    .showPoints(VisibilityMode.Never)
    .axisPlacement(AxisPlacement.Auto)
    .axisBorderShow(false)
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.PaletteClassic))
    .stacking(
      new StackingConfigBuilder()
        .group('A')
        .mode(
          stacked === undefined
            ? StackingMode.None
            : stacked === 'values'
              ? StackingMode.Normal
              : StackingMode.Percent,
        ),
    )
    .thresholdsStyle(
      new GraphThresholdsStyleConfigBuilder().mode(
        showLevels ? GraphThresholdsStyleMode.Dashed : GraphThresholdsStyleMode.Off,
      ),
    )
    .legend(
      new VizLegendOptionsBuilder()
        .showLegend(true)
        .displayMode(calculations.length > 0 ? LegendDisplayMode.Table : LegendDisplayMode.List)
        .placement(legend === 'bottom' ? LegendPlacement.Bottom : LegendPlacement.Right)
        .calcs([...calculations]),
    )
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending));
  if (reach !== undefined) builder.axisSoftMax(reach);
  for (const [name, colour] of Object.entries(colours)) {
    builder.withOverride(named(name, [{ id: 'color', value: coloured(colour) }]));
  }
  for (const name of dashed) {
    builder.withOverride(
      named(name, [
        { id: 'custom.lineStyle', value: { fill: 'dash', dash: [6, 6] } },
        { id: 'custom.fillOpacity', value: 0 },
        { id: 'custom.lineWidth', value: 1 },
      ]),
    );
  }
  return saved(builder, shown, panel);
}

/** How a whole is shared: shades of one colour, the greatest share strongest. */
export function donut(panel: Titled, { colour, ...shown }: Shown & { colour: string }): Panel {
  const builder = common(new PieBuilder(), panel)
    .pieType(PieChartType.Donut)
    .displayLabels([])
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.Shades).fixedColor(colour))
    .reduceOptions(new ReduceDataOptionsBuilder().values(false).calcs(['lastNotNull']).fields(''))
    .legend(
      new PieChartLegendOptionsBuilder()
        .showLegend(false)
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Right)
        .values([]),
    )
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending));
  const made = saved(builder, shown, panel);
  // The kit does not know this option yet.
  return { ...made, options: { ...(made.options as object), sort: SortOrder.Descending } };
}

/** States over time. */
export function timeline(panel: Titled, shown: Shown & { values: readonly StateValue[] }): Panel {
  const { values, ...rest } = shown;
  const builder = common(new TimelineBuilder(), panel)
    .lineWidth(0)
    .fillOpacity(85)
    .disablePagination()
    .legend(new VizLegendOptionsBuilder().showLegend(false).displayMode(LegendDisplayMode.List).calcs([]))
    .mappings([
      {
        type: 'value',
        options: Object.fromEntries(
          values.map(({ value, text, colour }, index) => [String(value), { text, color: colour, index }]),
        ),
      } as never,
    ])
    // By thresholds, Grafana would name the levels instead of the states.
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.PaletteClassic));
  return saved(builder, rest, panel);
}

/** Alerts that fire or are about to, of the rules in Prometheus and in Grafana. */
export function alerts(title: string, description: string): Panel {
  const panel = new PanelBuilder()
    .type('alertlist')
    .title(title)
    .description(description)
    .options({
      viewMode: 'list',
      groupMode: 'default',
      groupBy: [],
      maxItems: 20,
      sortOrder: 3,
      dashboardAlerts: false,
      alertName: '',
      alertInstanceLabelFilter: '',
      folder: '',
      stateFilter: {
        firing: true,
        pending: true,
        noData: false,
        normal: false,
        error: true,
        recovering: false,
      },
    })
    .build();
  return { ...panel, pluginVersion: GRAFANA };
}
