import type { Queryable } from '../gateway/postgres.ts';
import { copyColumnNames, copyColumns, type CopyColumnName } from './columns.ts';
import { boundIds, type LedgerSource } from './source.ts';
import { instant } from './tables.ts';

/**
 * What tells two sets of rows apart: their number, their cost to the last decimal, and a sum of hashes over all
 * columns, which changes that make up for each other in count and cost do not escape.
 */
export interface Digest {
  rows: number;
  /** Exact decimal string of USD. */
  costUsd: string;
  hash: string;
}

/** Text of a value that PostgreSQL and DuckDB write alike. */
function textOf(column: CopyColumnName, micros: (expression: string) => string): string {
  const { type } = copyColumns[column];
  if (type === 'TIMESTAMPTZ') return micros(column);
  if (type === 'BOOLEAN') return `CASE ${column} WHEN true THEN '1' WHEN false THEN '0' END`;
  // An empty text and none are told apart.
  return type === 'VARCHAR' ? `coalesce(${column}, chr(1))` : column;
}

function hashText(withKeys: boolean, micros: (expression: string) => string): string {
  const columns = copyColumnNames.filter((column) => withKeys || column !== 'key_id');
  return `md5(concat(${columns.map((column) => textOf(column, micros)).join(", '|', ")}))`;
}

/** Groups are named by text; `group` is an SQL expression over the copy's columns in both dialects. */
export interface Grouping {
  postgres: string;
  duckdb: string;
}

/** Whole quotient rounded down, in whole numbers throughout, in DuckDB. */
const floorDivision = (dividend: string, divisor: number) =>
  `(${dividend} - ((${dividend} % ${divisor}) + ${divisor}) % ${divisor}) // ${divisor}`;

/** Groups by stretches of time since 1970; the group's name is their ordinal. */
export const byStretch = (stretchMs: number): Grouping => ({
  postgres: `floor(extract(epoch FROM created_at) * 1000 / ${stretchMs})::bigint::text`,
  duckdb: `(${floorDivision('epoch_us(created_at)', stretchMs * 1000)})::text`,
});

/** Groups by the provider that answered. */
export const byProvider: Grouping = {
  postgres: 'final_provider_id::text',
  duckdb: 'final_provider_id::text',
};

interface DigestRow {
  group_name: string;
  rows: string;
  cost: string;
  hash: string;
}

/** Half-open span in Unix ms; open where undefined. */
export interface DigestSpan {
  from?: number | undefined;
  to?: number | undefined;
}

const conditions = ({ from, to }: DigestSpan, column: string): string =>
  [
    ...(from === undefined ? [] : [`${column} >= ${instant(from)}`]),
    ...(to === undefined ? [] : [`${column} < ${instant(to)}`]),
  ].join(' AND ') || 'true';

const collect = (rows: readonly DigestRow[]): Map<string, Digest> =>
  new Map(
    rows.map(({ group_name, rows: count, cost, hash }) => [
      group_name,
      { rows: Number(count), costUsd: cost, hash },
    ]),
  );

/** Digests of the gateway's rows. `withKeys` takes key ids into account, at the price of looking them up. */
export async function sourceDigests(
  connection: Queryable,
  source: LedgerSource,
  span: DigestSpan,
  grouping: Grouping,
  withKeys: boolean,
): Promise<Map<string, Digest>> {
  const hash = hashText(withKeys, (column) => `(extract(epoch FROM ${column}) * 1000000)::bigint`);
  const where = conditions(span, 'r.created_at');
  const ids = withKeys ? await boundIds(connection, source, { where }) : undefined;
  const rows = source.rows({ where, withKeys, ids });
  return collect(
    await connection.query<DigestRow>(
      `SELECT ${grouping.postgres} AS group_name, count(*)::text AS rows,
              (coalesce(sum(cost_usd), 0))::numeric(38, 15)::text AS cost,
              sum(('x' || substr(${hash}, 1, 15))::bit(60)::bigint)::text AS hash
       FROM (${rows}) AS copied GROUP BY 1`,
    ),
  );
}

/** Digests of the copy's rows; equal to {@link sourceDigests} where the rows are. */
export async function copyDigests(
  connection: Queryable,
  span: DigestSpan,
  grouping: Grouping,
  withKeys: boolean,
): Promise<Map<string, Digest>> {
  const hash = hashText(withKeys, (column) => `epoch_us(${column})`);
  return collect(
    await connection.query<DigestRow>(
      `SELECT ${grouping.duckdb} AS group_name, count(*)::text AS rows,
              coalesce(sum(cost_usd), 0)::DECIMAL(38, 15)::text AS cost,
              sum(('0x' || substr(${hash}, 1, 15))::BIGINT)::text AS hash
       FROM rows WHERE ${conditions(span, 'created_at')} GROUP BY 1`,
    ),
  );
}

/** Names of the groups that the two sides do not hold alike. */
export function differingGroups(
  source: ReadonlyMap<string, Digest>,
  copy: ReadonlyMap<string, Digest>,
): string[] {
  const names = new Set([...source.keys(), ...copy.keys()]);
  return [...names].filter((name) => {
    const [one, other] = [source.get(name), copy.get(name)];
    return one?.hash !== other?.hash || one?.rows !== other?.rows || one?.costUsd !== other?.costUsd;
  });
}
