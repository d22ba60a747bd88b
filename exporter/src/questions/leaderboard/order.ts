import { moneyUnits } from '../money.ts';
import { compareNames } from '../names.ts';
import { figure, type ColumnName, type Known } from './figures.ts';
import type { Scope, SortKey } from './scopes.ts';

/** Something that is put in order. */
export interface Ranked {
  /** Breaks the last tie. */
  id: number | string | null;
  name: string;
  known: Known;
}

/** A figure as something that can be compared: sums of money exactly, quotients of it as numbers. */
function comparable(column: ColumnName, value: number | string | null): Value {
  if (typeof value !== 'string') return value;
  return column === 'costUsd' || column === 'cacheCreationCostUsd' ? moneyUnits(value) : Number(value);
}

type Value = bigint | number | string | null;

/** Ascending, with null last in either direction. */
function compareValues(one: Value, other: Value, descending: boolean): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  const isText = typeof one === 'string' || typeof other === 'string';
  const ascending = isText
    ? compareNames(String(one), String(other))
    : Number(one > other) - Number(one < other);
  return descending ? -ascending : ascending;
}

/** Puts rows in an order that no two rows leave open: by the keys, then by name, then by id. */
export function inOrder<T extends Ranked>(
  rows: readonly T[],
  counts: Scope['counts'],
  keys: readonly SortKey[],
): T[] {
  const valueOf = (row: T, { column }: SortKey): Value => {
    if (column === 'name') return row.name;
    return comparable(column, figure(counts, column, row.known));
  };
  const sorted = rows.map((row) => ({ row, values: keys.map((key) => valueOf(row, key)) }));
  sorted.sort((one, other) => {
    for (const [index, { descending }] of keys.entries()) {
      const order = compareValues(one.values[index] ?? null, other.values[index] ?? null, descending);
      if (order !== 0) return order;
    }
    return compareNames(one.row.name, other.row.name) || compareIds(one.row.id, other.row.id);
  });
  return sorted.map(({ row }) => row);
}

function compareIds(one: Ranked['id'], other: Ranked['id']): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return compareNames(String(one), String(other));
}
