import React, { useMemo, useState } from 'react';
import { dateTimeFormat, getFieldDisplayName, type DataFrame, type PanelProps } from '@grafana/data';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { answerOf, type Answer } from '@hubscope/panel-kit/data/answer.ts';
import { insteadOf } from '@hubscope/panel-kit/frame/instead.ts';
import { PanelFrame } from '@hubscope/panel-kit/frame/PanelFrame.tsx';
import type { NotShown } from '@hubscope/panel-kit/frame/StateView.tsx';
import { useScale } from '@hubscope/panel-kit/theme/density.ts';
import { readBoard } from './board.ts';
import { BoardView } from './BoardView.tsx';
import { findBoardFrame, partsOf, type BoardFields } from './fields.ts';
import type { Options } from './options.ts';
import { untouched, type Viewing } from './viewing.ts';

/** A ranking. */
export function LeaderboardPanel(props: PanelProps<Options>) {
  const { data, width, height, options, title, replaceVariables } = props;
  const scale = useScale(options.density, width, height);
  // What somebody chose outlives the data: an answer that failed, and any new one.
  const [viewing, setViewing] = useState<Viewing>(untouched);
  const answer = answerOf(data);
  const fields = useMemo(() => findBoardFrame(data.series, options.value), [data.series, options.value]);
  const pinned = replaceVariables(options.pinned);
  const board = useMemo(
    () => (fields === undefined ? undefined : readBoard(fields, namesOf(pinned))),
    [fields, pinned],
  );
  const frame = { width, height, scale, title, answer };
  if (fields === undefined || board === undefined) {
    const instead = insteadOf(answer, 'rows') ?? missing(data.series, options.value);
    return <PanelFrame {...frame} heading={options.label} instead={instead} />;
  }
  const heading = options.label === '' ? headingOf(fields) : options.label;
  if (board.rows.length === 0) {
    const instead = insteadOf(answer, 'rows') ?? nothingRanked(fields, answer);
    return <PanelFrame {...frame} heading={heading} instead={instead} />;
  }
  return (
    <BoardView
      {...frame}
      heading={heading}
      fields={fields}
      board={board}
      options={options}
      viewing={viewing}
      onView={setViewing}
    />
  );
}

const namesOf = (list: string): ReadonlySet<string> =>
  new Set(
    list
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  );

const headingOf = ({ frame, name, value }: BoardFields): string =>
  t('leaderboard.heading', '{{subject}} · {{figure}}', {
    subject: getFieldDisplayName(name, frame),
    figure: getFieldDisplayName(value, frame),
  });

/** Names what is not there. */
function missing(series: readonly DataFrame[], value: string): NotShown {
  const figure = value === '' ? t('leaderboard.anyNumber', 'a number') : value;
  const text = t('leaderboard.anyText', 'a text');
  const has = partsOf(series, value);
  return {
    kind: 'missing',
    fields: has.text ? [figure] : has.figure ? [text] : [text, figure],
    query: t('leaderboard.query', 'Leaderboard'),
  };
}

/** Why a board has no rows: nobody knows, a filter that cannot be understood, or nothing happened yet. */
function nothingRanked({ frame: { meta } }: BoardFields, { quality, reason, timezone }: Answer): NotShown {
  if (quality === 'unknown') return { kind: 'unknown', detail: reason };
  const refused = meta?.notices?.find(({ severity }) => severity === 'error');
  if (refused !== undefined) return { kind: 'failed', detail: refused.text };
  const title = t('leaderboard.empty.title', 'Nothing to rank yet');
  const { span } = (meta?.custom ?? {}) as { span?: { from: string | null } };
  if (span === undefined || span.from === null || timezone === null) return { kind: 'empty', title };
  return {
    kind: 'empty',
    title,
    detail: t('leaderboard.empty.since', 'The period began {{time}}, {{zone}}.', {
      time: dateTimeFormat(span.from, { timeZone: timezone, format: 'YYYY-MM-DD HH:mm' }),
      zone: timezone,
    }),
  };
}
