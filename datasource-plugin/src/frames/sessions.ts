import { t } from '@hubscope/panel-kit/format/t.ts';
import type { Sessions } from '@hubscope/exporter/contract';
import { sessionFigures } from '../figures/index.ts';
import type { SessionsQuery } from '../types/query.ts';
import { keepRows, type NamesOf } from './filters.ts';
import { fieldsOf, figureColumns, text, time, type Column, type Draft, type Input } from './frame.ts';
import { subjectLabels } from './labels.ts';
import { IN_CELL, linksOf } from './links.ts';
import { sessionWords } from './mappings.ts';
import { shownName, type Named } from './names.ts';
import { filterNotices, limitNotices, nameNotices } from './notices.ts';

type Session = Sessions['sessions'][number];

const userOf = ({ user }: Session) => shownName(user);
const keyOf = ({ key }: Session) => shownName(key);
const namesOf = (subjects: readonly Named[]) => subjects.map(shownName);

const names: NamesOf<Session> = {
  user: userOf,
  key: keyOf,
  provider: ({ providers }) => namesOf(providers),
  model: ({ models }) => models,
};

/** Active sessions, those with the newest requests first. */
export function sessionsFrames({ query, answer, context, money }: Input<SessionsQuery, Sessions>): Draft[] {
  const found = answer.value;
  const { rows, broken } = keepRows(found?.sessions ?? [], query.filters, names);
  const columns: Column<Session>[] = [
    time(
      'lastRequestAt',
      t('frames.column.lastRequestAt', 'Last request'),
      ({ lastRequestAt }) => lastRequestAt,
      {
        unit: 'dateTimeFromNow',
      },
    ),
    time('startedAt', t('frames.column.startedAt', 'Started'), ({ startedAt }) => startedAt),
    text('user', subjectLabels.user(), userOf, { links: linksOf('user', IN_CELL, context) }),
    text('key', subjectLabels.key(), keyOf, { links: linksOf('key', IN_CELL, context) }),
    text('state', t('frames.column.state', 'State'), ({ state }) => state, sessionWords()),
    ...figureColumns(sessionFigures, money),
    text('providers', t('frames.column.providers', 'Providers'), ({ providers }) =>
      namesOf(providers).join(', '),
    ),
    text('models', t('frames.column.models', 'Models'), ({ models }) => models.join(', ')),
    text('id', t('frames.column.session', 'Session'), ({ id }) => id),
  ];
  return [
    {
      shows: 'table',
      fields: fieldsOf(columns, rows),
      rowId: columns.length - 1,
      notices: [
        ...filterNotices(broken),
        ...limitNotices(found?.sessions.length ?? 0, found?.live ?? 0),
        ...nameNotices(answer),
      ],
      facts: found === null ? {} : { count: found.live },
    },
  ];
}
