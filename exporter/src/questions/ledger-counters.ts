import { Decimal } from 'decimal.js';
import { GatewayError } from '../gateway/failure.ts';
import type { CopyColumnName } from '../ledger/columns.ts';
import type { Copy } from '../ledger/copy.ts';
import { countersSql } from '../ledger/count.ts';
import { counterColumns, counterFamilyNames, type CounterFamilyName } from '../ledger/counters.ts';
import type { Engine } from '../ledger/engine.ts';
import { requestedModel, type FamilyName } from '../ledger/measures.ts';
import { copyReader } from '../ledger/reader.ts';
import { keepSeries, seriesKinds, type SeriesKind } from '../ledger/series.ts';

/** The most names of each kind that get series of their own; 0 = no series of that kind at all. */
export type SeriesCaps = Record<SeriesKind, number>;

/** One series: the values of its dimensions as text (`other` where folded), and exact sums by measure. */
export interface CounterSeries {
  dimensions: Record<string, string>;
  sums: Record<string, Decimal>;
}

/** Everything counted over the finalised rows of the ledger since its beginning. */
export interface LedgerCounters {
  series: Record<CounterFamilyName, CounterSeries[]>;
  /** How many names of each kind the ledger has that are folded into `other`. */
  folded: Record<SeriesKind, number>;
  /** Whether the gateway's version has a column; what is made of one that it has not is unknown. */
  knows: (column: CopyColumnName) => boolean;
}

/** Where the names of a kind stand in the sums of the ledger. */
const namesIn: Record<SeriesKind, { family: FamilyName; name: string }> = {
  provider: { family: 'provider', name: 'final_provider_id::VARCHAR' },
  model: { family: 'model', name: requestedModel },
  user: { family: 'consumer', name: 'user_id::VARCHAR' },
  key: { family: 'consumer', name: 'key_id::VARCHAR' },
};

/**
 * Reads the counters of the copy, those beyond the caps folded.
 * @throws GatewayError while the ledger is not wholly loaded: a part of it would look like a counter that began anew
 */
export async function ledgerCounters(copy: Copy, caps: SeriesCaps): Promise<LedgerCounters> {
  if (!copy.counted) {
    throw new GatewayError('not-configured', 'the ledger is still being copied, and counters need all of it');
  }
  const folded = {} as Record<SeriesKind, number>;
  for (const kind of seriesKinds) {
    if (caps[kind] > 0) await keepSeries(copy.engine, kind, caps[kind]);
    folded[kind] = caps[kind] > 0 ? await countFolded(copy, kind, caps[kind]) : 0;
  }
  const series = {} as Record<CounterFamilyName, CounterSeries[]>;
  for (const family of counterFamilyNames) {
    const isWanted = (family !== 'users' || caps.user > 0) && (family !== 'keys' || caps.key > 0);
    series[family] = isWanted ? await readFamily(copy.engine, family) : [];
  }
  return { series, folded, knows: copy.source.knows };
}

async function readFamily(engine: Engine, family: CounterFamilyName): Promise<CounterSeries[]> {
  const { dimensions, measures } = counterColumns(family);
  const rows = await engine.query<Record<string, string | number | null>>(countersSql(family));
  return rows.map((row) => ({
    dimensions: Object.fromEntries(dimensions.map(({ name }) => [name, String(row[name] ?? '')])),
    sums: Object.fromEntries(measures.map(([name]) => [name, new Decimal(row[name] ?? 0)])),
  }));
}

async function countFolded(copy: Copy, kind: SeriesKind, cap: number): Promise<number> {
  const reader = copyReader(copy);
  const own = 'SELECT name FROM series WHERE kind = $1';
  const [counted] = await reader.query<{ own: number }>(`SELECT count(*)::INTEGER AS own FROM (${own})`, [
    kind,
  ]);
  if ((counted?.own ?? 0) < cap) return 0;
  const { family, name } = namesIn[kind];
  const [row] = await reader.query<{ folded: number }>(
    `SELECT count(DISTINCT ${name})::INTEGER AS folded FROM ${reader.totals(family, {})} WHERE ${name} NOT IN (${own})`,
    [kind],
  );
  return row?.folded ?? 0;
}
