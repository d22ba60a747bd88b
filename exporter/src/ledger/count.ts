import type { Queryable } from '../gateway/postgres.ts';
import {
  counterColumns,
  counterFamilyNames,
  counterTable,
  immediateFamilies,
  labelSql,
  uncounted,
  type CounterFamilyName,
} from './counters.ts';
import { duckdbDialect, type Dialect } from './measures.ts';
import { replaceRows } from './staging.ts';

/**
 * Only rows that have ended count. Those in flight add nothing, but are there: a series that begins with its first
 * request at 1 would hide that request from `rate()`.
 */
const ended = 'status_code IS NOT NULL';

const names = (family: CounterFamilyName) => counterColumns(family).dimensions.map(({ name }) => name);

/** Condition for the rows that a family counts. */
const counts = (family: CounterFamilyName) => (family === 'traffic' ? 'billable' : `billable AND ${ended}`);

/** What each measure of a family gets of one row. */
const parts = (family: CounterFamilyName, dialect: Dialect): { name: string; part: string }[] =>
  counterColumns(family).measures.map(([name, { ofRow }]) => ({
    name,
    part: `CASE WHEN ${ended} THEN ${ofRow(dialect)} ELSE 0 END`,
  }));

/** One row's contribution, with `sign` for rows that go. */
function contributions(family: CounterFamilyName, rows: string, sign: '' | '-'): string {
  const columns = [
    'id',
    ...counterColumns(family).dimensions.map((dimension) => `${labelSql(dimension)} AS ${dimension.name}`),
    ...parts(family, duckdbDialect).map(({ name, part }) => `${sign}(${part}) AS ${name}`),
  ];
  return `SELECT ${columns.join(', ')} FROM ${rows} WHERE ${counts(family)}`;
}

/**
 * Statement that counts the rows of a FROM item (columns as in columns.ts, `where` narrows them) at once, a row per
 * series. Free text is left as it is.
 */
export function countAllSql(
  family: CounterFamilyName,
  from: string,
  dialect: Dialect,
  where = 'true',
): string {
  const { dimensions } = counterColumns(family);
  const columns = [
    ...dimensions.map(({ name, ofRow }) => `${ofRow} AS ${name}`),
    ...parts(family, dialect).map(({ name, part }) => `sum(${part}) AS ${name}`),
  ];
  const groups = dimensions.map((_, index) => index + 1);
  return `SELECT ${columns.join(', ')} FROM ${from} WHERE ${counts(family)} AND ${where} GROUP BY ${groups.join(', ')}`;
}

/** Notes staged rows that came or went, to be counted by {@link countChanges}. Runs inside a write transaction. */
export async function countLater(connection: Queryable, what: keyof typeof uncounted): Promise<void> {
  await connection.query(`INSERT INTO ${uncounted[what]} FROM ${what}`);
}

/**
 * Counts what came and went since the last time, row by row: what a row adds to a series is counted, and what it takes
 * away is not. So a counter never falls, whether rows are reset, deleted or corrected, and no other row's part is lost.
 * Runs inside a write transaction.
 */
export async function countChanges(connection: Queryable): Promise<void> {
  const { arriving, outdated } = uncounted;
  const [any] = await connection.query<{ is_some: boolean }>(
    `SELECT EXISTS (FROM ${arriving}) OR EXISTS (FROM ${outdated}) AS is_some`,
  );
  if (any?.is_some !== true) return;
  for (const family of immediateFamilies) {
    await connection.query(`INSERT INTO ${counterTable(family)} ${growth(family, arriving, outdated)}`);
  }
  for (const table of [arriving, outdated]) await connection.query(`TRUNCATE ${table}`);
}

/** Counts rows (a FROM item) none of which has been counted. Runs inside a write transaction. */
export async function countAll(connection: Queryable, rows: string): Promise<void> {
  for (const family of immediateFamilies) {
    await connection.query(`INSERT INTO ${counterTable(family)} ${countAllLabelled(family, rows)}`);
  }
}

const sumsOf = (family: CounterFamilyName, wrap = (sum: string) => sum) =>
  counterColumns(family)
    .measures.map(([name]) => `${wrap(`sum(${name})`)} AS ${name}`)
    .join(', ');

/** Labels are made of each value once, not in each row. */
function countAllLabelled(family: CounterFamilyName, rows: string): string {
  const { dimensions } = counterColumns(family);
  const labels = dimensions.map((dimension) => labelSql({ ...dimension, ofRow: dimension.name }));
  const groups = dimensions.map((_, index) => index + 1);
  return `SELECT ${labels.join(', ')}, ${sumsOf(family)}
    FROM (${countAllSql(family, rows, duckdbDialect)}) AS counted GROUP BY ${groups.join(', ')}`;
}

function growth(family: CounterFamilyName, arriving: string, outdated: string): string {
  const dimensions = names(family).join(', ');
  return `SELECT ${dimensions}, ${sumsOf(family)} FROM (
    SELECT ${dimensions}, ${sumsOf(family, (sum) => `greatest(${sum}, 0)`)}
    FROM (${contributions(family, arriving, '')} UNION ALL ${contributions(family, outdated, '-')}) AS change
    GROUP BY id, ${dimensions}) AS counted GROUP BY ${dimensions}`;
}

/** Statement of a family's counters, a row per series; `where` narrows them. */
export function countersSql(family: CounterFamilyName, where = 'true'): string {
  const { measures } = counterColumns(family);
  const dimensions = names(family).join(', ');
  const sums = measures.map(([name, { type }]) => `sum(${name})::${type} AS ${name}`);
  return `SELECT ${dimensions}, ${sums.join(', ')} FROM ${counterTable(family)} WHERE ${where} GROUP BY ${dimensions}`;
}

/** Makes one row of each series, so that the tables stay small. Runs inside a write transaction. */
export async function compactCounters(connection: Queryable): Promise<void> {
  for (const family of counterFamilyNames) {
    await replaceRows(connection, counterTable(family), 'true', countersSql(family));
  }
}
