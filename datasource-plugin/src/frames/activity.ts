import { t } from '@hubscope/panel-kit/format/t.ts';
import type { Activity } from '@hubscope/exporter/contract';
import { requestFigures } from '../figures/index.ts';
import type { ActivityQuery } from '../types/query.ts';
import { keepRows, type NamesOf } from './filters.ts';
import {
  fieldsOf,
  figureColumns,
  flag,
  number,
  text,
  time,
  type Column,
  type Draft,
  type Input,
} from './frame.ts';
import { subjectLabels } from './labels.ts';
import { IN_CELL, linksOf } from './links.ts';
import { requestWords, statusColours } from './mappings.ts';
import { shownName } from './names.ts';
import { filterNotices, nameNotices } from './notices.ts';

type Request = Activity['requests'][number];

const userOf = ({ user }: Request) => shownName(user);
const keyOf = ({ key }: Request) => shownName(key);
const providerOf = ({ provider }: Request) => shownName(provider);

/** A request passes by the model that was asked for, and by the one that boards name. */
const names: NamesOf<Request> = {
  user: userOf,
  key: keyOf,
  provider: providerOf,
  model: ({ model, billedModel }) => (model === billedModel ? model : [model, billedModel]),
};

/** The live request stream, newest first. */
export function activityFrames({ query, answer, context, money }: Input<ActivityQuery, Activity>): Draft[] {
  const { rows, broken } = keepRows(answer.value?.requests ?? [], query.filters, names);
  const linked = (key: 'user' | 'key' | 'provider' | 'model', value: (request: Request) => string | null) =>
    text(key, subjectLabels[key](), value, { links: linksOf(key, IN_CELL, context) });
  const columns: Column<Request>[] = [
    time('startedAt', t('frames.column.startedAt', 'Started'), ({ startedAt }) => startedAt),
    linked('user', userOf),
    linked('key', keyOf),
    linked('provider', providerOf),
    linked('model', ({ model }) => model),
    text('billedModel', t('frames.column.billedModel', 'Billed model'), ({ billedModel }) => billedModel),
    text('state', t('frames.column.state', 'State'), ({ state }) => state, requestWords()),
    number('statusCode', t('frames.column.statusCode', 'Status'), ({ statusCode }) => statusCode, {
      unit: 'none',
      ...statusColours(),
    }),
    ...figureColumns(requestFigures, money),
    text('blockedBy', t('frames.column.blockedBy', 'Blocked by'), ({ blockedBy }) => blockedBy),
    flag('live', t('frames.column.live', 'Session is live'), ({ live }) => live),
    text('session', t('frames.column.session', 'Session'), ({ session }) => session),
    text('id', t('frames.column.requestId', 'Request'), ({ id }) => String(id)),
  ];
  return [
    {
      shows: 'table',
      fields: fieldsOf(columns, rows),
      rowId: columns.length - 1,
      notices: [...filterNotices(broken), ...nameNotices(answer)],
      facts: answer.value === null ? {} : { count: answer.value.requests.length },
    },
  ];
}
