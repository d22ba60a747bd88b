import { Decimal } from 'decimal.js';
import { GatewayError } from '../gateway/failure.ts';
import type { Copy } from '../ledger/copy.ts';
import { countersSql } from '../ledger/count.ts';
import { counterColumns, counterFamilyNames, type CounterFamilyName } from '../ledger/counters.ts';
import type { Engine } from '../ledger/engine.ts';
import { OTHER, ownSeries, type SeriesKind } from '../ledger/series.ts';

/** The most names of each kind that get series of their own; 0 = none, and no series at all for users and keys. */
export type SeriesCaps = Record<SeriesKind, number>;

/** One series: the values of its dimensions as text (`other` where folded), and exact sums by measure. */
export interface CounterSeries {
  dimensions: Record<string, string>;
  sums: Record<string, Decimal>;
}

/** Everything counted over the finalised rows of the ledger since its beginning. */
export interface LedgerCounters {
  series: Record<CounterFamilyName, CounterSeries[]>;
  /** How many names of each kind are folded into `other`. */
  folded: Record<SeriesKind, number>;
}

/** The kind of name that a dimension holds; a code is none, since there are few. */
const kindOf: Readonly<Record<string, SeriesKind>> = {
  provider_id: 'provider',
  model: 'model',
  user_id: 'user',
  key_id: 'key',
};

/** The family by which names are weighed, before it is decided which of them get a series. */
const weighedBy: Record<SeriesKind, { family: CounterFamilyName; measure: string }> = {
  provider: { family: 'traffic', measure: 'requests' },
  model: { family: 'traffic', measure: 'requests' },
  user: { family: 'users', measure: 'cost_usd' },
  key: { family: 'keys', measure: 'cost_usd' },
};

/**
 * Reads the counters of the copy, and folds what is beyond the caps.
 * @throws GatewayError while the ledger is not wholly loaded: a part of it would look like a counter that began anew
 */
export async function ledgerCounters(copy: Copy | undefined, caps: SeriesCaps): Promise<LedgerCounters> {
  if (copy?.counted !== true) {
    throw new GatewayError('not-configured', 'the ledger is still being copied, and counters need all of it');
  }
  const found = {} as Record<CounterFamilyName, CounterSeries[]>;
  for (const family of counterFamilyNames) {
    const isWanted = (family !== 'users' || caps.user > 0) && (family !== 'keys' || caps.key > 0);
    found[family] = isWanted ? await readFamily(copy.engine, family) : [];
  }
  const own = {} as Record<SeriesKind, ReadonlySet<string>>;
  const folded = {} as Record<SeriesKind, number>;
  for (const kind of Object.keys(weighedBy) as SeriesKind[]) {
    const names = namesByWeight(found, kind);
    own[kind] = await ownSeries(copy.engine, kind, names, caps[kind]);
    folded[kind] = names.filter((name) => !own[kind].has(name)).length;
  }
  for (const family of counterFamilyNames) found[family] = fold(found[family], own);
  return { series: found, folded };
}

async function readFamily(engine: Engine, family: CounterFamilyName): Promise<CounterSeries[]> {
  const { dimensions, measures } = counterColumns(family);
  const rows = await engine.query<Record<string, string | number | null>>(countersSql(family));
  return rows.map((row) => ({
    dimensions: Object.fromEntries(dimensions.map(({ name }) => [name, String(row[name] ?? '')])),
    sums: Object.fromEntries(measures.map(([name]) => [name, new Decimal(row[name] ?? 0)])),
  }));
}

function namesByWeight(found: Record<CounterFamilyName, CounterSeries[]>, kind: SeriesKind): string[] {
  const { family, measure } = weighedBy[kind];
  const weights = new Map<string, Decimal>();
  for (const [name, series] of Object.entries(found)) {
    for (const { dimensions, sums } of series) {
      for (const [dimension, value] of Object.entries(dimensions)) {
        if (kindOf[dimension] !== kind) continue;
        const weight = name === family ? (sums[measure] ?? new Decimal(0)) : new Decimal(0);
        weights.set(value, weight.plus(weights.get(value) ?? 0));
      }
    }
  }
  return [...weights.entries()]
    .sort(([one, a], [other, b]) => b.comparedTo(a) || (one < other ? -1 : 1))
    .map(([name]) => name);
}

function fold(
  series: readonly CounterSeries[],
  own: Record<SeriesKind, ReadonlySet<string>>,
): CounterSeries[] {
  const folded = new Map<string, CounterSeries>();
  for (const { dimensions, sums } of series) {
    const labels = Object.fromEntries(
      Object.entries(dimensions).map(([name, value]) => {
        const kind = kindOf[name];
        return [name, kind === undefined || own[kind].has(value) ? value : OTHER];
      }),
    );
    const place = JSON.stringify(Object.values(labels));
    const present = folded.get(place)?.sums;
    const total =
      present === undefined
        ? sums
        : Object.fromEntries(
            Object.entries(sums).map(([name, value]) => [name, value.plus(present[name] ?? 0)]),
          );
    folded.set(place, { dimensions: labels, sums: total });
  }
  return [...folded.values()];
}
