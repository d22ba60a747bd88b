import React, { useMemo } from 'react';
import { css } from '@emotion/css';
import type { PanelProps } from '@grafana/data';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { measureText, useStyles2, useTheme2 } from '@grafana/ui';
import type { Answer } from '@hubscope/panel-kit/data/answer.ts';
import { tabular } from '@hubscope/panel-kit/format/widths.ts';
import { headingHeight, PanelFrame } from '@hubscope/panel-kit/frame/PanelFrame.tsx';
import { Segments } from '@hubscope/panel-kit/parts/Segments.tsx';
import { useColours } from '@hubscope/panel-kit/theme/colours.ts';
import type { Scale } from '@hubscope/panel-kit/theme/density.ts';
import { meaningOf } from '@hubscope/panel-kit/theme/figures.ts';
import { Chart } from './Chart.tsx';
import { colorOf } from './chart-config.ts';
import { useDrawn } from './drawn.ts';
import { hasLeads, layoutOf, leadsHeight, legendHeight } from './layout.ts';
import { Leads } from './Leads.tsx';
import { GhostKey, Legend, type Entry } from './Legend.tsx';
import { everything, only, toggled } from './legend.ts';
import { controlWidths, legendRoom } from './measures.ts';
import { arrangements, figureNames, type Options } from './options.ts';
import { rangeNames, rangeShown, spanOf } from './ranges.ts';
import type { Reading } from './reading.ts';
import { totalOf } from './sums.ts';
import { valueText } from './texts.ts';
import { viewOf } from './view.ts';
import { useViewer } from './viewer.ts';
import { arrangementWords, figureWord, ghostText, headingOf, nowText, rangeWords } from './words.ts';

type Props = PanelProps<Options> & { scale: Scale; answer: Answer; reading: Reading; zone: string };

/** Usage that is known: sums, switches, chart and legend. */
export function Usage(props: Props) {
  const { width, height, options, title, scale, answer, reading, zone, timeRange, onChangeTimeRange } = props;
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const colours = useColours();
  const { read, ghost, now, total } = reading;
  const viewer = useViewer(read, now, options);
  const { figures, arrangement, selection, ranked } = viewer;
  const { coloured } = options;
  const view = useMemo(
    () => viewOf({ read, ghost, ranked, selection, figures, arrangement, coloured, total }),
    [read, ghost, ranked, selection, figures, arrangement, coloured, total],
  );
  const { primary } = view;
  const field = read.fields[primary];
  const isSingle = read.lines.length === 1;
  const single = isSingle && field !== undefined ? colours.hue[meaningOf(field).hue] : undefined;
  const rankOf = useMemo(() => new Map(ranked.map((id, rank) => [id, rank])), [ranked]);
  const rankAt = (id: string) => rankOf.get(id) ?? Infinity;
  const lookOfLine = (id: string) =>
    single ?? colorOf({ rank: rankAt(id) < coloured ? rankAt(id) : null }, colours);
  const inOrder = [...read.lines].sort((one, other) => rankAt(one.id) - rankAt(other.id) || 0);
  const ids = inOrder.map(({ id }) => id);
  const seen = new Set(view.seen.map(({ id }) => id));
  const entries: Entry[] = inOrder.map((line) => ({
    id: line.id,
    name: line.name,
    text: valueText(field, totalOf(line[primary] ?? [], total), theme),
    color: lookOfLine(line.id),
    seen: seen.has(line.id),
  }));
  const isWall = scale.density === 'wall';
  const isStale = answer.quality !== 'fresh';
  const figure = figureWord(primary, field);
  const spanned = headingOf(figure, reading.domain, now);
  const led = hasLeads(height, scale);
  const heading = options.label !== '' ? options.label : (isWall && !led) || isStale ? spanned : '';
  const hasHeading = (heading !== '' && title === '') || isStale;
  const before = view.ghost === null ? null : ghostText(ghost?.days ?? 1, view.ghostOf, isSingle);
  const known = figureNames.filter((name) => read.fields[name] !== undefined);
  const leads = known.map((name) => ({
    figure: name,
    label: isWall && heading === '' && name === primary ? spanned : figureWord(name, read.fields[name]),
    text: valueText(read.fields[name], view.totals[name], theme),
    shown: figures.includes(name),
    color: known.length < 2 || name === primary ? null : theme.colors.text.secondary,
  }));
  const layout = layoutOf({
    width,
    height: height - (hasHeading ? headingHeight(scale) : 0),
    scale,
    leadWidths: leads.map(({ text, label }) =>
      Math.max(
        measureText(tabular(text), scale.lead, 650).width,
        measureText(label, scale.label, 600).width + 20,
      ),
    ),
    controlWidths: controlWidths({ arranges: !isSingle, ranges: options.ranges }, scale),
    legend: options.legend && !isSingle ? legendRoom(entries, coloured, before, scale) : undefined,
  });
  const isStacked = arrangement === 'stacked';
  const nowWords = now === null || !layout.axes ? '' : nowText(now, zone, isStale, width > scale.small * 40);
  const drawn = useDrawn({ view, reading, layout, isStacked, single, zone, nowText: nowWords });
  return (
    <PanelFrame
      width={width}
      height={height}
      scale={scale}
      title={title}
      heading={heading}
      answer={answer}
      flush
      fades="colours"
      note={
        before !== null && layout.legend?.ghost !== true && isWall && heading !== '' ? (
          <GhostKey text={before} color={colours.ghost} />
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
            {layout.controls > 0 && !isSingle && (
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
          </div>
        )}
        <Chart
          {...drawn}
          told={{
            view,
            fields: read.fields,
            figures,
            colorOf: lookOfLine,
            ghost: before,
            zone,
            domain: reading.domain,
          }}
          width={layout.chart.width}
          height={layout.chart.height}
          scale={scale}
          onZoom={(from, to) => {
            onChangeTimeRange({ from: Math.round(from), to: Math.round(to) });
          }}
        />
        {layout.legend !== undefined && (
          <Legend
            entries={entries}
            layout={layout.legend}
            height={legendHeight(layout.legend.rows, scale)}
            tallest={layout.chart.height}
            width={width}
            ghost={before}
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

const getStyles = () => ({
  body: css({ position: 'relative', display: 'flex', flexDirection: 'column', height: '100%' }),
  top: css({
    display: 'flex',
    alignItems: 'center',
    gap: 'var(--gap)',
    flex: 'none',
    margin: 'calc(var(--padding) * 0.6) var(--padding) 0',
  }),
  space: css({ flex: '1 1 0' }),
});
