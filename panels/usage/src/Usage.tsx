import React, { useMemo } from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat, type PanelProps } from '@grafana/data';
import { t } from '@grafana/i18n';
import { measureText, useStyles2, useTheme2 } from '@grafana/ui';
import type { Answer } from '@hubscope/panel-kit/data/answer.ts';
import { headingHeight, PanelFrame } from '@hubscope/panel-kit/frame/PanelFrame.tsx';
import { Segments } from '@hubscope/panel-kit/parts/Segments.tsx';
import { useColours, type Colours } from '@hubscope/panel-kit/theme/colours.ts';
import type { Scale } from '@hubscope/panel-kit/theme/density.ts';
import { meaningOf } from '@hubscope/panel-kit/theme/figures.ts';
import { Chart } from './Chart.tsx';
import { colorOf, type Structure } from './chart-config.ts';
import type { Drawing } from './drawing.ts';
import { useViewer } from './viewer.ts';
import { layoutOf, leadsHeight, chipHeight } from './layout.ts';
import { Leads } from './Leads.tsx';
import { GhostKey, Legend, type Entry } from './Legend.tsx';
import { everything, only, toggled } from './legend.ts';
import type { Line } from './lines.ts';
import { arrangements, figureNames, type Options } from './options.ts';
import { rangeNames, rangeShown, spanOf } from './ranges.ts';
import type { Reading } from './reading.ts';
import { axisFor } from './scale.ts';
import { sumOf } from './sums.ts';
import { axisText, valueText } from './texts.ts';
import { REST, viewOf, type View } from './view.ts';
import { arrangementWords, figureWord, ghostTime, headingOf, rangeWords } from './words.ts';

type Props = PanelProps<Options> & { scale: Scale; answer: Answer; reading: Reading; zone: string };

/** Usage that is known: sums, switches, chart and legend. */
export function Usage(props: Props) {
  const { width, height, options, title, scale, answer, reading, zone, timeRange, onChangeTimeRange } = props;
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const colours = useColours();
  const { read, ghost, now, domain, open } = reading;
  const viewer = useViewer(read, now, options);
  const { figures, arrangement, selection, ranked } = viewer;
  const { coloured } = options;
  const view = useMemo(
    () => viewOf({ read, ghost, ranked, selection, figures, arrangement, coloured }),
    [read, ghost, ranked, selection, figures, arrangement, coloured],
  );
  const { primary } = view;
  const field = read.fields[primary];
  const isSingle = read.lines.length === 1;
  const singleColor = field === undefined ? undefined : colours.hue[meaningOf(field).hue];
  const rankOf = useMemo(() => new Map(ranked.map((id, rank) => [id, rank])), [ranked]);
  const lookOfLine = (id: string) => {
    const rank = rankOf.get(id) ?? Infinity;
    return colorOf(
      isSingle && singleColor !== undefined
        ? { rank: 0, color: singleColor }
        : { rank: rank < coloured ? rank : null },
      colours,
    );
  };
  const isWall = scale.density === 'wall';
  const inOrder = [...read.lines].sort(
    (one, other) => (rankOf.get(one.id) ?? Infinity) - (rankOf.get(other.id) ?? Infinity),
  );
  const seen = new Set(view.seen.map(({ id }) => id));
  const totalOf = (line: Line) => valueText(field, sumOf(line[primary] ?? []), theme);
  const entries: Entry[] = inOrder.map((line) => ({
    id: line.id,
    name: line.name,
    text: totalOf(line),
    color: lookOfLine(line.id),
    seen: seen.has(line.id),
  }));
  const figure = figureWord(primary, field);
  const heading = options.label !== '' ? options.label : isWall ? headingOf(figure, domain, now) : '';
  const ghostText =
    view.ghost === null
      ? null
      : [ghostTime(ghost?.days ?? 1), view.ghostOf ?? (isSingle ? '' : t('usage.ghost.all', 'all'))]
          .filter((part) => part !== '')
          .join(', ');
  const hasHeading = (heading !== '' && title === '') || answer.quality !== 'fresh';
  const wantsLegend = options.legend && !isSingle;
  const known = figureNames.filter((name) => read.fields[name] !== undefined);
  const leads = known.map((name) => ({
    figure: name,
    label: figureWord(name, read.fields[name]),
    text: valueText(read.fields[name], view.totals[name], theme),
    shown: figures.includes(name),
    color: known.length < 2 || name === primary ? null : theme.colors.text.secondary,
  }));
  const layout = layoutOf({
    width,
    height: height - (hasHeading ? headingHeight(scale) : 0),
    scale,
    leadWidths: leads.map(({ text }) => measureText(text, scale.lead, 650).width),
    controlWidths: [
      ...(isSingle ? [] : [segmentsWidth(Object.values(arrangementWords()), scale)]),
      ...(options.ranges ? [segmentsWidth(Object.values(rangeWords()), scale)] : []),
    ],
    wantsLegend,
    chips: wantsLegend ? chipWidths(entries.slice(0, coloured), scale) : [],
  });
  const axes = {
    primary: axisFor(view.most.primary, layout.parts, primary === 'requests'),
    beside: axisFor(view.most.beside, layout.parts, true),
  };
  const structure: Structure = {
    curves: view.curves.map(({ id, rank }) =>
      isSingle && singleColor !== undefined && id !== REST ? { rank, color: singleColor } : { rank },
    ),
    stacked: arrangement === 'stacked' && view.seen.length > 1,
    beside: view.beside !== null,
    ghost: view.ghost !== null,
    axes: layout.axes,
    rightAxis: layout.rightAxis,
    zone,
  };
  const drawing: Drawing = {
    domain,
    axes,
    format: {
      primary: (value) => axisText(field, value, axes.primary.splits[1] ?? 1, theme),
      beside: (value) => axisText(read.fields.requests, value, axes.beside.splits[1] ?? 1, theme),
    },
    times: view.times,
    thin: view.thin,
    open: openEnds(view, open, structure, colours),
    now,
    nowText: now === null || !layout.axes ? '' : nowText(now, zone, width > scale.small * 40),
  };
  const data = useMemo(
    () => [
      [...view.times],
      ...[...view.curves.map(({ values }) => values), ...(view.beside === null ? [] : [view.beside])].map(
        (values) => values.map((value, bucket) => (bucket === open ? null : value)),
      ),
      ...(view.ghost === null ? [] : [[...view.ghost]]),
    ],
    [view, open],
  );
  const ids = inOrder.map(({ id }) => id);
  return (
    <PanelFrame
      width={width}
      height={height}
      scale={scale}
      title={title}
      heading={heading}
      answer={answer}
      flush
      note={
        isWall && ghostText !== null && heading !== '' ? (
          <GhostKey text={ghostText} color={colours.ghost} />
        ) : undefined
      }
    >
      <div className={styles.body}>
        {layout.leads > 0 && (
          <div className={styles.top} style={{ height: leadsHeight(scale) }}>
            <Leads
              leads={leads.slice(0, layout.leads)}
              onToggle={known.length > 1 ? viewer.toggleFigure : undefined}
            />
            <span className={styles.space} />
            {layout.controls > 0 && (
              <>
                {!isSingle && (
                  <Segments
                    label={t('usage.arrangement.label', 'Arrangement')}
                    values={arrangements.map((value) => ({ value, label: arrangementWords()[value] }))}
                    chosen={arrangement}
                    onChoose={viewer.arrange}
                  />
                )}
                {options.ranges && layout.controls > (isSingle ? 0 : 1) && (
                  <Segments
                    label={t('usage.range.label', 'Time range')}
                    values={rangeNames.map((value) => ({ value, label: rangeWords()[value] }))}
                    chosen={rangeShown(timeRange, now ?? timeRange.to.valueOf(), zone)}
                    onChoose={(name) => {
                      onChangeTimeRange(spanOf(name, now ?? Date.now(), zone));
                    }}
                  />
                )}
              </>
            )}
          </div>
        )}
        <Chart
          structure={structure}
          drawing={drawing}
          data={data}
          told={{ view, fields: read.fields, figures, colorOf: lookOfLine, ghost: ghostText, zone }}
          width={layout.chart.width}
          height={layout.chart.height}
          scale={scale}
          onZoom={(from, to) => {
            onChangeTimeRange({ from: Math.round(from), to: Math.round(to) });
          }}
        />
        {layout.legendRows > 0 && (
          <Legend
            entries={entries}
            shown={coloured}
            height={layout.legendRows * chipHeight(scale) + (layout.legendRows - 1) * 4}
            ghost={ghostText}
            ghostColor={colours.ghost}
            onToggle={(id) => {
              viewer.select(toggled(selection, id, ids));
            }}
            onAll={() => {
              viewer.select(everything);
            }}
            onClear={() => {
              viewer.select(only(ids[0] ?? ''));
            }}
          />
        )}
      </div>
    </PanelFrame>
  );
}

/** How curves go on into the bucket that is not over yet. */
function openEnds(view: View, open: number | null, structure: Structure, colours: Colours): Drawing['open'] {
  if (open === null) return null;
  return {
    bucket: open,
    ends: view.curves.flatMap(({ values }, index) => {
      const [before, part] = [values[open - 1] ?? null, values[open] ?? null];
      if (before === null || part === null) return [];
      return [{ values: [before, part] as const, color: colorOf(structure.curves[index], colours) }];
    }),
  };
}

const nowText = (now: number, zone: string, isWide: boolean): string => {
  const time = dateTimeFormat(now, { timeZone: zone, format: 'HH:mm' });
  return isWide
    ? t('usage.now.zone', 'now {{time}}, {{zone}}', { time, zone })
    : t('usage.now.short', 'now {{time}}', { time });
};

/** Width of a row of choices. */
const segmentsWidth = (labels: readonly string[], { small }: Scale): number =>
  labels.reduce((sum, label) => sum + measureText(label, small, 600).width + small * 1.6, 6);

/** Widths of chips: the name, the value, the swatch and the space between them; and of what follows them. */
function chipWidths(entries: readonly Entry[], { small }: Scale): number[] {
  const chips = entries.map(({ name, text, seen }) =>
    Math.min(
      small * 24,
      measureText(name, small).width +
        (seen ? measureText(text, small, 650).width + small * 0.45 : 0) +
        small * 2.7,
    ),
  );
  return [...chips, small * 6, small * 5, small * 12];
}

const getStyles = () => ({
  body: css({ display: 'flex', flexDirection: 'column', height: '100%' }),
  top: css({
    display: 'flex',
    alignItems: 'center',
    gap: 'var(--gap)',
    flex: 'none',
    margin: 'calc(var(--padding) * 0.6) var(--padding) 0',
  }),
  space: css({ flex: '1 1 0' }),
});
