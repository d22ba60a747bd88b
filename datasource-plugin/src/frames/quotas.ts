import { DataFrameType, FieldType } from '@grafana/data';
import { t } from '@hubscope/panel-kit/format/t.ts';
import type { Quotas } from '@hubscope/exporter/contract';
import { quotaFigures, type Money } from '../figures/index.ts';
import type { QuotasQuery } from '../types/query.ts';
import { keepRows, type NamesOf } from './filters.ts';
import {
  fieldsOf,
  figureColumns,
  flag,
  number,
  readerOf,
  text,
  time,
  type Column,
  type Draft,
  type Input,
} from './frame.ts';
import { subjectLabels } from './labels.ts';
import { IN_CELL, inLabel, linksOf } from './links.ts';
import { resetWords, unlimited, windowTexts, windowWords } from './mappings.ts';
import { distinctNames } from './names.ts';
import { filterNotices, nameNotices } from './notices.ts';
import { subjectFields } from './subject-fields.ts';

type Subject = Quotas['subjects'][number];
type Quota = Subject['quotas'][number];

/** A limit, its figures at hand, and whose it is. */
type Row = Quota & { subject: Subject };

/** Spending limits: a row for each subject and window, or a field for each with one figure. */
export function quotasFrames(input: Input<QuotasQuery, Quotas>): Draft[] {
  const { query, answer, context, money } = input;
  const scope = query.quotaScope;
  const { rows: subjects, broken } = keepRows(answer.value?.subjects ?? [], query.filters, namesOf(scope));
  const rows = subjects.flatMap((subject) => subject.quotas.map((quota): Row => ({ ...quota, subject })));
  const asFigures = query.form === 'figures';
  return [
    {
      shows: 'table',
      ...(asFigures ? { type: DataFrameType.NumericWide } : {}),
      fields: asFigures
        ? subjectFields(
            fieldSubjects(rows, scope),
            quotaFigures,
            query.figure,
            money,
            linksOf(scope, inLabel(scope), context),
          )
        : fieldsOf(columnsOf(input), rows),
      notices: [...filterNotices(broken), ...(scope === 'provider' ? [] : nameNotices(answer))],
      facts: answer.value === null ? {} : { count: rows.length, ids: rows.map((row) => row.subject.id) },
    },
  ];
}

const namesOf = (scope: QuotasQuery['quotaScope']): NamesOf<Subject> => ({
  ...(scope === 'key' ? { user: ({ user }) => user?.name ?? null } : {}),
  [scope]: ({ name }: Subject) => name,
});

/** Fields are called `<name> <window>`. */
function fieldSubjects(rows: readonly Row[], scope: QuotasQuery['quotaScope']) {
  const windows = windowTexts();
  const called = distinctNames(
    rows.map(({ subject, window }) => ({
      id: subject.id,
      name: `${subject.name} ${windows[window] ?? window}`,
    })),
  );
  return rows.map((row, index) => ({
    row,
    name: called[index] ?? row.subject.name,
    labels: { [scope]: row.subject.name, window: row.window },
  }));
}

/** Spending of late, from which it is told when nothing is left. */
function lateColumn(money: Money): Column<Row> {
  const read = readerOf({ name: 'spentUsd', kind: 'money' }, money);
  return {
    name: 'spentOfLate',
    type: FieldType.number,
    config: {
      displayNameFromDS: t('frames.column.spentOfLate', 'Spent of late'),
      unit: money.unit,
      decimals: 2,
      min: 0,
    },
    value: ({ rate }) => (rate === null ? null : read(rate)),
  };
}

function columnsOf({ query, context, money }: Input<QuotasQuery, Quotas>): Column<Row>[] {
  const scope = query.quotaScope;
  const fromNow = { unit: 'dateTimeFromNow' };
  const count = { unit: 'locale', ...unlimited() };
  return [
    text('name', subjectLabels[scope](), ({ subject }) => subject.name, {
      links: linksOf(scope, IN_CELL, context),
    }),
    ...(scope === 'key'
      ? [
          text('user', subjectLabels.user(), ({ subject }: Row) => subject.user?.name ?? null, {
            links: linksOf('user', IN_CELL, context),
          }),
        ]
      : []),
    text('window', t('frames.column.window', 'Window'), ({ window }) => window, windowWords()),
    ...figureColumns(quotaFigures, money),
    time('emptyAt', t('frames.column.emptyAt', 'Runs out'), ({ emptyAt }) => emptyAt, fromNow),
    time('resetsAt', t('frames.column.resetsAt', 'Resets'), ({ resetsAt }) => resetsAt, fromNow),
    text('reset', t('frames.column.reset', 'Reset'), ({ reset }) => reset, resetWords()),
    time('countsFrom', t('frames.column.countsFrom', 'Counts from'), ({ countsFrom }) => countsFrom),
    lateColumn(money),
    number(
      'lateSeconds',
      t('frames.column.lateSeconds', 'Of late means'),
      ({ rate }) => rate?.overSeconds ?? null,
      {
        unit: 's',
      },
    ),
    number(
      'requestLimit',
      t('frames.column.requestLimit', 'Requests per minute, at most'),
      requestLimit,
      count,
    ),
    number(
      'sessionLimit',
      t('frames.column.sessionLimit', 'Concurrent sessions, at most'),
      sessionLimit,
      count,
    ),
    flag('enabled', t('frames.column.enabled', 'Enabled'), ({ subject }) => subject.enabled),
  ];
}

const requestLimit = ({ subject }: Row) => subject.requestLimit;
const sessionLimit = ({ subject }: Row) => subject.sessionLimit;
