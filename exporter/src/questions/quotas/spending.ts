import { setImmediate as nextTurn } from 'node:timers/promises';
import { familyOf } from '../../ledger/measures.ts';
import type { LedgerReader } from '../../ledger/reader.ts';
import { instant } from '../../ledger/tables.ts';
import { moneyUnits } from '../money.ts';
import { spenderColumns, type QuotaScope } from './subjects.ts';

/** Subjects whose spending is wanted from one instant on: of rows begun from it on, or charged (finished). */
export interface SpendingGroup {
  /** Unix ms; null = from the beginning. */
  from: number | null;
  countedBy: 'start' | 'charge';
  ids: Set<number>;
}

/** Gathers whose spending is wanted from when on, so that it can be asked for in one statement. */
export interface SpendingOrder {
  groups: SpendingGroup[];
  /** Adds a subject, and tells the place of its group. */
  want: (id: number, from: number | null, countedBy: SpendingGroup['countedBy']) => number;
}

export function spendingOrder(): SpendingOrder {
  const groups: SpendingGroup[] = [];
  const places = { start: new Map<number | null, number>(), charge: new Map<number | null, number>() };
  return {
    groups,
    want(id, from, countedBy) {
      const place = places[countedBy].get(from) ?? groups.push({ from, countedBy, ids: new Set() }) - 1;
      places[countedBy].set(from, place);
      groups[place]?.ids.add(id);
      return place;
    },
  };
}

/** Spending of a subject in the group at a place, in units of 10^-15 USD (money.ts); null when it cannot be told. */
export type Spending = (id: number, place: number) => bigint | null;

/** Asks for all that was ordered, in one statement. */
export async function readSpending(
  reader: LedgerReader,
  scope: QuotaScope,
  { groups }: SpendingOrder,
): Promise<Spending> {
  if (!reader.knows('cost_usd') || !reader.knows(spenderColumns[scope])) return () => null;
  if (groups.length === 0) return () => 0n;
  const found = new Map<number, Map<number, bigint>>();
  for (const { place, sums } of await reader.query<SpendingRow>(spendingSql(reader, scope, groups))) {
    const ofGroup = new Map<number, bigint>();
    for (const sum of sums?.split(',') ?? []) {
      const space = sum.indexOf(' ');
      ofGroup.set(Number(sum.slice(0, space)), moneyUnits(sum.slice(space + 1)));
    }
    found.set(place, ofGroup);
    await nextTurn();
  }
  return (id, place) => found.get(place)?.get(id) ?? 0n;
}

/** A row of {@link spendingSql}: the sums of a group's subjects as `id cost,id cost`, one text instead of many rows. */
interface SpendingRow {
  place: number;
  sums: string | null;
}

/** No request runs longer; bounds how far before a charge its request may have begun. */
const LONGEST_REQUEST_MS = 3_600_000;

/**
 * How long after the end of a request its charge may reach Redis. It is the first charge that opens a window, which
 * therefore begins a little after the request that opened it has ended; a charge of before would have opened it.
 */
const LATEST_CHARGE_MS = 2000;

/**
 * The most groups that are made from kept sums, or at once; all further ones share a part of the statement that
 * looks at the rows themselves. Windows of everybody are few, those that were begun anew may be as many as subjects.
 */
const MOST_PARTS = 16;

/** Lists of ids above this size are dearer to compare with than all sums are to make. */
const LONGEST_LIST = 200;

/** The statement that adds up groups, one row for each that has spent anything. */
export function spendingSql(
  reader: LedgerReader,
  scope: QuotaScope,
  groups: readonly SpendingGroup[],
): string {
  const places = groups.map((group, place) => ({ ...group, place }));
  const started = places
    .filter(({ countedBy }) => countedBy === 'start')
    .sort((one, other) => other.ids.size - one.ids.size);
  const charged = places.filter(({ countedBy }) => countedBy === 'charge');
  const inSums = started.slice(0, MOST_PARTS);
  const parts = [
    ...(reader.engine === 'postgres'
      ? atOnce(reader, scope, inSums)
      : inSums.map((group) => ofSums(reader, scope, group))),
    ...ofRows(reader, scope, started.slice(MOST_PARTS), 'created_at', 0),
    ...ofRows(
      reader,
      scope,
      charged,
      `created_at + (coalesce(duration_ms, 0) + ${LATEST_CHARGE_MS}) * interval '1 millisecond'`,
      LONGEST_REQUEST_MS + LATEST_CHARGE_MS,
    ),
  ];
  return `
    SELECT place, string_agg(id::text || ' ' || cost::text, ',') AS sums
    FROM (${parts.join('\nUNION ALL\n')}) AS spent WHERE cost IS NOT NULL GROUP BY place`;
}

type PlacedGroup = SpendingGroup & { place: number };

/** Sums of one group, made from the sums that are kept. */
function ofSums(reader: LedgerReader, scope: QuotaScope, { place, from, ids }: PlacedGroup): string {
  const column = spenderColumns[scope];
  const totals = reader.totals(familyOf([column]), { from: from ?? undefined }, 'any', ['cost_usd']);
  const isOfThem =
    ids.size > LONGEST_LIST ? `${column} IS NOT NULL` : `${column} IN (${[...ids].join(', ')})`;
  return `SELECT ${place} AS place, ${column} AS id, sum(cost_usd) AS cost FROM ${totals} WHERE ${isOfThem} GROUP BY ${column}`;
}

/**
 * Sums of a few groups on a PostgreSQL, which keeps no sums: every row is read once, and counted in the latest group
 * that it belongs to; what an earlier group has is what all groups from it on have counted.
 */
function atOnce(reader: LedgerReader, scope: QuotaScope, groups: readonly PlacedGroup[]): string[] {
  if (groups.length === 0) return [];
  const column = spenderColumns[scope];
  const bounds = groups
    .flatMap(({ from }) => from ?? [])
    .sort((one, other) => one - other)
    .map(instant);
  const whole = groups.some(({ from }) => from === null);
  const first = Math.min(...groups.map(({ from }) => from ?? -Infinity));
  const rows = reader.requests(whole ? {} : { from: first }, scope === 'key');
  // Numbers of the buckets that the bounds make; 0 is before the first.
  const spans = groups.map(
    ({ place, from }) => `(${place}, ${from === null ? 0 : bounds.indexOf(instant(from)) + 1})`,
  );
  return [
    `SELECT spans.place AS place, spent.id AS id, sum(spent.cost) AS cost
     FROM (SELECT ${column} AS id, width_bucket(created_at, ARRAY[${bounds.join(', ')}]::timestamptz[]) AS bucket,
                  sum(cost_usd) AS cost
           FROM ${rows} WHERE ${column} IS NOT NULL GROUP BY 1, 2) AS spent
     JOIN (VALUES ${spans.join(', ')}) AS spans (place, bucket) ON spent.bucket >= spans.bucket
     GROUP BY spans.place, spent.id`,
  ];
}

/** Sums of any number of groups, made from the rows that are `at` (SQL) the group's instant or later. */
function ofRows(
  reader: LedgerReader,
  scope: QuotaScope,
  groups: readonly PlacedGroup[],
  at: string,
  earlierMs: number,
): string[] {
  if (groups.length === 0) return [];
  const first = Math.min(...groups.map(({ from }) => from ?? -Infinity)) - earlierMs;
  const rows = reader.requests(first === -Infinity ? {} : { from: first }, scope === 'key');
  const values = groups.flatMap(({ place, from, ids }) =>
    [...ids].map((id) => `(${place}, ${id}, ${instant(from ?? -Infinity)})`),
  );
  return [
    `SELECT spans.place AS place, spans.id AS id, sum(cost_usd) AS cost
     FROM ${rows} JOIN (VALUES ${values.join(', ')}) AS spans (place, id, since)
       ON ${spenderColumns[scope]} = spans.id AND ${at} >= spans.since
     GROUP BY spans.place, spans.id`,
  ];
}
