import { familyOf } from '../../ledger/measures.ts';
import type { LedgerReader } from '../../ledger/reader.ts';
import { instant } from '../../ledger/tables.ts';
import { moneyUnits } from '../money.ts';
import { spenderColumns, type QuotaScope } from './subjects.ts';

/** Spending of one subject from an instant on; see QuotaSpan. */
export interface Amount {
  id: number;
  from: number | null;
  countedBy: 'start' | 'charge';
}

/** Amounts from the same instant on. */
interface Group extends Omit<Amount, 'id'> {
  ids: Set<number>;
}

/** No request runs longer; bounds how far before a charge its request may have begun. */
const LONGEST_REQUEST_MS = 3_600_000;

/**
 * The most instants that have a part of the statement each, made from kept sums; all further ones share a part that
 * looks at the rows themselves. Windows of everybody are few, those that were begun anew may be as many as subjects.
 */
const MOST_PARTS = 16;

/** Lists of ids above this size are dearer to compare with than all sums are to make. */
const LONGEST_LIST = 200;

/** What each of some amounts comes to, in units of 10^-15 USD (money.ts); null when it cannot be told. */
export async function spending(
  reader: LedgerReader,
  scope: QuotaScope,
  amounts: readonly Amount[],
): Promise<(amount: Amount) => bigint | null> {
  if (!reader.knows('cost_usd') || !reader.knows(spenderColumns[scope])) return () => null;
  const groups = grouped(amounts);
  if (groups.length === 0) return () => 0n;
  const found = new Map<string, bigint>();
  for (const { place, id, cost } of await reader.query<SpendingRow>(spendingSql(reader, scope, groups))) {
    const group = groups[place];
    if (group !== undefined && cost !== null) found.set(nameOf({ ...group, id }), moneyUnits(cost));
  }
  return (amount) => found.get(nameOf(amount)) ?? 0n;
}

const nameOf = ({ id, from, countedBy }: Amount) => `${countedBy} ${from ?? ''} ${id}`;

/** Groups of amounts, the largest first. */
export function grouped(amounts: readonly Amount[]): Group[] {
  const groups = new Map<string, Group>();
  for (const { id, from, countedBy } of amounts) {
    const name = `${countedBy} ${from ?? ''}`;
    const group = groups.get(name) ?? { from, countedBy, ids: new Set() };
    groups.set(name, group);
    group.ids.add(id);
  }
  return [...groups.values()].sort((one, other) => other.ids.size - one.ids.size);
}

/** A row of {@link spendingSql}: the sum of a subject for the group at `place`. */
interface SpendingRow {
  place: number;
  id: number;
  cost: string | null;
}

/** The statement that adds up all groups of a scope, one row for each subject of a group that has spent anything. */
export function spendingSql(reader: LedgerReader, scope: QuotaScope, groups: readonly Group[]): string {
  const column = spenderColumns[scope];
  const family = familyOf([column]);
  const parts: string[] = [];
  const started: string[] = [];
  const charged: string[] = [];
  let [firstStart, firstCharge] = [Infinity, Infinity];
  for (const [place, { from, countedBy, ids }] of groups.entries()) {
    const list = [...ids];
    const values = () => list.map((id) => `(${place}, ${id}, ${instant(from ?? -Infinity)})`);
    if (countedBy === 'charge') {
      charged.push(...values());
      firstCharge = Math.min(firstCharge, (from ?? -Infinity) - LONGEST_REQUEST_MS);
    } else if (parts.length >= MOST_PARTS) {
      started.push(...values());
      firstStart = Math.min(firstStart, from ?? -Infinity);
    } else {
      const isOfThem =
        list.length > LONGEST_LIST ? `${column} IS NOT NULL` : `${column} IN (${list.join(', ')})`;
      parts.push(
        `SELECT ${place} AS place, ${column} AS id, sum(cost_usd)::text AS cost
         FROM ${reader.totals(family, { from: from ?? undefined }, 'any', ['cost_usd'])}
         WHERE ${isOfThem} GROUP BY ${column}`,
      );
    }
  }
  const ofRows = (values: readonly string[], from: number, at: string) => {
    const rows = reader.requests(from === -Infinity ? {} : { from }, scope === 'key');
    parts.push(
      `SELECT spans.place AS place, spans.id AS id, sum(cost_usd)::text AS cost
       FROM ${rows} JOIN (VALUES ${values.join(', ')}) AS spans (place, id, since)
         ON ${column} = spans.id AND ${at} >= spans.since
       GROUP BY spans.place, spans.id`,
    );
  };
  if (started.length > 0) ofRows(started, firstStart, 'created_at');
  if (charged.length > 0) {
    const finishedAt = "created_at + coalesce(duration_ms, 0) * interval '1 millisecond'";
    ofRows(charged, firstCharge, finishedAt);
  }
  return parts.join('\nUNION ALL\n');
}
