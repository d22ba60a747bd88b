import React, { useState } from 'react';
import type { DataFrame, PanelProps } from '@grafana/data';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { answerOf, type Answer } from '@hubscope/panel-kit/data/answer.ts';
import { findNumber, numberAt } from '@hubscope/panel-kit/data/fields.ts';
import { localNumber } from '@hubscope/panel-kit/format/language.ts';
import { insteadOf } from '@hubscope/panel-kit/frame/instead.ts';
import { PanelFrame } from '@hubscope/panel-kit/frame/PanelFrame.tsx';
import type { NotShown } from '@hubscope/panel-kit/frame/StateView.tsx';
import { useScale } from '@hubscope/panel-kit/theme/density.ts';
import { missingFields, useEntries, type Found } from './entries.ts';
import type { Mode, Options } from './options.ts';
import { StreamView } from './StreamView.tsx';
import { untouched, type Viewing } from './viewing.ts';
import { nothingIn } from './words.ts';

/** The live stream of requests, or of sessions. */
export function ActivityPanel(props: PanelProps<Options>) {
  const { data, width, height, options, title, timeZone } = props;
  const scale = useScale(options.density, width, height);
  // What somebody chose outlives the data: an answer that failed, and any new one.
  const [viewing, setViewing] = useState<Viewing>(untouched);
  const answer = answerOf(data);
  const found = useEntries(data.series, options);
  const { mode } = options;
  const shown = found?.mode ?? (mode === 'auto' ? 'requests' : mode);
  const heading = options.label === '' ? headingOf(shown) : options.label;
  const frame = { width, height, scale, title, heading, answer };
  if (found === undefined || found.entries.length === 0) {
    const instead =
      insteadOf(answer) ??
      (found === undefined ? missing(missingFields(data.series, mode), shown) : nothingThere(found, answer));
    return <PanelFrame {...frame} instead={instead} />;
  }
  return (
    <StreamView
      {...frame}
      found={found}
      options={options}
      zone={answer.timezone ?? timeZone}
      note={found.mode === 'requests' ? rateNote(data.series) : countNote(found.frame)}
      asked={data.request?.startTime ?? null}
      viewing={viewing}
      onView={setViewing}
    />
  );
}

const headingOf = (mode: Mode): string =>
  mode === 'requests'
    ? t('activity.heading.requests', 'Live requests')
    : t('activity.heading.sessions', 'Live sessions');

const missing = (fields: string[], mode: Mode): NotShown => ({
  kind: 'missing',
  fields,
  query:
    mode === 'requests'
      ? t('activity.query.requests', 'Live stream')
      : t('activity.query.sessions', 'Active sessions'),
});

/** Why there are no rows: nobody knows, a filter that cannot be understood, or there is nothing. */
function nothingThere({ mode, frame: { meta } }: Found, { quality, reason }: Answer): NotShown {
  if (quality === 'unknown') return { kind: 'unknown', detail: reason };
  const refused = meta?.notices?.find(({ severity }) => severity === 'error');
  if (refused !== undefined) return { kind: 'failed', detail: refused.text };
  return {
    kind: 'empty',
    title: nothingIn('all', mode),
    detail: t('activity.empty.detail', 'New ones appear here by themselves.'),
  };
}

/** How many requests there were in the last minute, where a second query says it. */
function rateNote(series: readonly DataFrame[]): string | null {
  const found = findNumber(series, 'requestsPerMinute');
  const rate = found === undefined ? null : numberAt(found.field, found.frame.length - 1);
  return rate === null ? null : t('activity.rate', '{{rate}} / min', { rate: localNumber(rate) });
}

/** How many sessions there are, listed or not. */
function countNote({ meta, length }: DataFrame): string {
  const said: unknown = meta?.custom?.['count'];
  const live = localNumber(typeof said === 'number' ? said : length);
  return t('activity.live', '{{live}} live', { live });
}
