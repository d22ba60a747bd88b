import React, { useMemo } from 'react';
import type { PanelData, PanelProps } from '@grafana/data';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { answerOf, saidOf } from '@hubscope/panel-kit/data/answer.ts';
import { timeField } from '@hubscope/panel-kit/data/fields.ts';
import { insteadOf } from '@hubscope/panel-kit/frame/instead.ts';
import { PanelFrame } from '@hubscope/panel-kit/frame/PanelFrame.tsx';
import type { NotShown } from '@hubscope/panel-kit/frame/StateView.tsx';
import { useScale } from '@hubscope/panel-kit/theme/density.ts';
import type { Options } from './options.ts';
import { readUsage, type Reading } from './reading.ts';
import { Usage } from './Usage.tsx';

/** Usage over time. */
export function UsagePanel(props: PanelProps<Options>) {
  const { data, width, height, options, title, timeZone } = props;
  const scale = useScale(options.density, width, height);
  const answer = answerOf(data);
  const zone = answer.timezone ?? timeZone;
  const reading = useReading(
    data.series,
    data.timeRange,
    answer.asOf,
    options.ghost,
    options.ghostQuery,
    options.total,
    zone,
  );
  const hasUsage = reading?.read.lines.some(({ cost, requests }) =>
    [cost, requests].some((values) => values?.some((value) => value !== null) === true),
  );
  if (reading === undefined || hasUsage !== true) {
    const instead =
      insteadOf(answer) ??
      (reading === undefined && answer.quality !== 'unknown' && !isUsage(data.series)
        ? missing()
        : answer.quality === 'unknown'
          ? { kind: 'unknown', detail: answer.reason }
          : empty());
    const heading = options.label === '' ? t('usage.name', 'Usage') : options.label;
    return (
      <PanelFrame
        width={width}
        height={height}
        scale={scale}
        title={title}
        heading={heading}
        answer={answer}
        instead={instead}
      />
    );
  }
  return <Usage {...props} scale={scale} answer={answer} reading={reading} zone={zone} />;
}

/** Reads data once, however often the panel is drawn. */
const useReading = (
  series: PanelData['series'],
  timeRange: PanelData['timeRange'],
  asOf: string | null,
  ghost: Options['ghost'],
  ghostQuery: string,
  total: Options['total'],
  zone: string,
): Reading | undefined =>
  useMemo(
    () => readUsage(series, { asOf }, { ghost, ghostQuery, total }, timeRange, zone),
    [series, timeRange, asOf, ghost, ghostQuery, total, zone],
  );

/** Hubscope's chart of nobody: the buckets, and no line. */
const isUsage = (series: PanelData['series']): boolean =>
  series.some((frame) => saidOf(frame.meta?.custom) !== null && timeField(frame) !== undefined);

const missing = (): NotShown => ({
  kind: 'missing',
  fields: [t('usage.missing.time', 'a time'), t('usage.missing.number', 'a number (cost, requests)')],
  query: t('usage.missing.query', 'Usage statistics'),
});

const empty = (): NotShown => ({
  kind: 'empty',
  title: t('usage.empty.title', 'No usage yet'),
  detail: t('usage.empty.detail', 'There were no requests in this period.'),
});
