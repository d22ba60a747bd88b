import React from 'react';
import type { PanelProps } from '@grafana/data';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { answerOf } from '@hubscope/panel-kit/data/answer.ts';
import { NONE } from '@hubscope/panel-kit/format/figure.ts';
import { insteadOf } from '@hubscope/panel-kit/frame/instead.ts';
import { PanelFrame } from '@hubscope/panel-kit/frame/PanelFrame.tsx';
import type { NotShown } from '@hubscope/panel-kit/frame/StateView.tsx';
import { useScale } from '@hubscope/panel-kit/theme/density.ts';
import { Card } from './Card.tsx';
import { layoutOf } from './layout.ts';
import type { Options } from './options.ts';
import { framesOfFigure, readFigure, type Reading } from './reading.ts';

/** One figure, large. */
export function MetricPanel(props: PanelProps<Options>) {
  const { data, width, height, options, title } = props;
  const usual = useScale(options.density, width, height);
  const layout = layoutOf(usual, width, height, { changes: options.change, course: options.sparkline });
  const answer = answerOf(data);
  const first = data.request?.targets[0]?.refId;
  const reading = readFigure(data.series, answer, options, first);
  const frame = { width, height, scale: layout.scale, title };
  if (reading === undefined) {
    const instead =
      insteadOf(answer) ??
      (framesOfFigure(data.series, first).length === 0 ? empty(NONE) : missing(options.field));
    return <PanelFrame {...frame} heading={options.label} answer={answer} instead={instead} />;
  }
  if (reading.value === null) {
    const instead = insteadOf(answer) ?? nothingKnown(reading);
    return <PanelFrame {...frame} heading={reading.label} answer={reading.answer} instead={instead} />;
  }
  return <Card {...props} reading={reading} value={reading.value} layout={layout} />;
}

const missing = (field: string): NotShown => ({
  kind: 'missing',
  fields: [field === '' ? t('metric.anyNumber', 'a number') : field],
  query: t('metric.query', 'Overview'),
});

const nothingKnown = ({ field, answer: { quality, reason } }: Reading): NotShown =>
  quality === 'unknown' ? { kind: 'unknown', detail: reason } : empty(field.config.noValue ?? NONE);

const empty = (title: string): NotShown => ({
  kind: 'empty',
  title,
  detail: t('metric.none', 'There is no value yet.'),
});
