import { DataFrameType, FieldType, type DataFrame, type Field } from '@grafana/data';
import { t } from '@hubscope/panel-kit/format/t.ts';
import type { Leaderboard, LeaderboardRow } from '@hubscope/exporter/contract';
import { figuresOf, type BoardFigure, type Money } from '../figures/index.ts';
import type { LeaderboardQuery, RowFilter, Scope } from '../types/query.ts';
import { keepRows, type FilterKey, type NamesOf } from './filters.ts';
import { fieldsOf, figureColumns, number, text, type Column, type Draft, type Input } from './frame.ts';
import { subjectLabels, unknownModel } from './labels.ts';
import { IN_CELL, inLabel, linksOf } from './links.ts';
import { rankChangeWords } from './mappings.ts';
import { distinctNames } from './names.ts';
import { filterNotices, limitNotices, nameNotices, ownNotices } from './notices.ts';
import { subjectFields } from './subject-fields.ts';

/** Whom the rows of a board stand for. */
const subjects: Readonly<Record<Scope, FilterKey>> = {
  user: 'user',
  userCacheHitRate: 'user',
  provider: 'provider',
  providerCacheHitRate: 'provider',
  model: 'model',
  key: 'key',
};

const nameOf = (row: LeaderboardRow) => row.name;
const userOf = (row: LeaderboardRow) => row.user?.name ?? null;

/** What a row can be kept by. */
const namesOf = (subject: FilterKey): NamesOf<LeaderboardRow> => ({
  ...(subject === 'key' ? { user: userOf } : {}),
  [subject]: nameOf,
});

/** A ranking: a row for each subject, or a field for each with one figure. */
export function leaderboardFrames(input: Input<LeaderboardQuery, Leaderboard>): Draft[] {
  const { query, answer, context, money } = input;
  const subject = subjects[query.scope];
  const figures = figuresOf(query.scope, query.percentiles);
  const board = answer.value;
  const all = board === null ? [] : board.own.length === 0 ? board.rows : [...board.rows, ...board.own];
  const { rows, broken } = keepRows(all, query.filters, namesOf(subject));
  const asFigures = query.form === 'figures';
  const own = board === null ? 0 : rows.filter((row) => board.own.includes(row)).length;
  return [
    {
      shows: 'table',
      ...(asFigures ? { type: DataFrameType.NumericWide } : {}),
      fields: asFigures
        ? subjectFields(
            fieldSubjects(rows, subject),
            figures,
            query.figure,
            money,
            linksOf(subject, inLabel(subject), context),
          )
        : tableFields(input, rows, figures),
      notices: [
        ...filterNotices(broken),
        ...limitNotices(board?.rows.length ?? 0, board?.count ?? 0),
        ...ownNotices((board?.own ?? []).map(({ rank }) => rank)),
        ...(subject === 'user' || subject === 'key' ? nameNotices(answer) : []),
      ],
      facts:
        board === null
          ? {}
          : {
              engine: board.engine,
              span: board.span,
              // Of what filters leave, no more is known than these rows.
              count: rows.length < all.length ? rows.length : board.count,
              ids: rows.map(({ id }) => id),
              ...(own === 0 ? {} : { own }),
            },
    },
  ];
}

function fieldSubjects(rows: readonly LeaderboardRow[], subject: FilterKey) {
  const names = distinctNames(rows);
  return rows.map((row, index) => ({
    row,
    name: names[index] ?? row.name,
    labels: { [subject]: row.name, ...(subject === 'key' && row.user ? { user: row.user.name } : {}) },
  }));
}

function tableFields(
  { query, context, money }: Input<LeaderboardQuery, Leaderboard>,
  rows: readonly LeaderboardRow[],
  figures: readonly BoardFigure[],
): Field[] {
  const subject = subjects[query.scope];
  const columns: Column<LeaderboardRow>[] = [
    number('rank', t('frames.column.rank', 'Rank'), ({ rank }) => rank, { unit: 'none', decimals: 0 }),
    ...(query.rankChange === true
      ? [number('rankChange', t('frames.column.rankChange', 'Places won'), rankChange, rankChangeWords())]
      : []),
    text('name', subjectLabels[subject](), nameOf, { links: linksOf(subject, IN_CELL, context) }),
    ...(subject === 'key'
      ? [text('user', subjectLabels.user(), userOf, { links: linksOf('user', IN_CELL, context) })]
      : []),
    ...figureColumns(figures, money),
  ];
  const fields = fieldsOf(columns, rows);
  return query.models === true && subject !== 'model'
    ? [...fields, modelsField(rows, figures, money, query)]
    : fields;
}

/** Places won since the period before; null when it was not on the board. */
const rankChange = ({ rank, rankBefore = null }: LeaderboardRow): number | null =>
  rankBefore === null ? null : rankBefore - rank;

type ModelRow = NonNullable<LeaderboardRow['models']>[number];

/** The models of each row as a table within it. Grafana's table looks for this very name. */
function modelsField(
  rows: readonly LeaderboardRow[],
  figures: readonly BoardFigure[],
  money: Money,
  { filters }: { filters?: RowFilter[] },
): Field<DataFrame[]> {
  const unknown = unknownModel();
  const modelName = ({ model }: ModelRow) => model ?? unknown;
  const columns = [
    text('model', subjectLabels.model(), modelName),
    ...figureColumns(
      figures.filter(({ percentile }) => percentile !== true),
      money,
    ),
  ];
  const meta = { custom: { noHeader: false } };
  const tableOf = (models: readonly ModelRow[]): DataFrame[] => {
    const kept = keepRows(models, filters, { model: modelName }).rows;
    return [{ fields: fieldsOf(columns, kept), length: kept.length, meta }];
  };
  return {
    name: '__nestedFrames',
    type: FieldType.nestedFrames,
    config: {},
    values: rows.map(({ models }) => tableOf(models ?? [])),
  };
}
