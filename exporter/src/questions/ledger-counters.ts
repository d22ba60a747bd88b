import { Decimal } from 'decimal.js';
import { GatewayError } from '../gateway/failure.ts';
import type { CopyColumnName } from '../ledger/columns.ts';
import type { Copy } from '../ledger/copy.ts';
import { countChanges, countersSql } from '../ledger/count.ts';
import {
  counterColumns,
  counterFamilies,
  counterFamilyNames,
  labelSql,
  type CounterFamilyName,
} from '../ledger/counters.ts';
import type { Engine } from '../ledger/engine.ts';
import type { FamilyName } from '../ledger/measures.ts';
import { copyReader } from '../ledger/reader.ts';
import { hasPlace, keepSeries, OTHER, seriesKinds, type SeriesKind } from '../ledger/series.ts';

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

/** Where the names of a kind stand: a family that counts by them and its dimension, and the sums of the ledger. */
const namesIn: Record<
  SeriesKind,
  { counted: CounterFamilyName; dimension: string; family: FamilyName; name: string }
> = {
  provider: {
    counted: 'traffic',
    dimension: 'provider_id',
    family: 'provider',
    name: 'final_provider_id::VARCHAR',
  },
  model: {
    counted: 'traffic',
    dimension: 'model',
    family: 'model',
    name: labelSql(counterFamilies.unpriced.dimensions[0]),
  },
  user: { counted: 'users', dimension: 'user_id', family: 'consumer', name: 'user_id::VARCHAR' },
  key: { counted: 'keys', dimension: 'key_id', family: 'consumer', name: 'key_id::VARCHAR' },
};

/**
 * Reads the counters of the copy, those beyond the caps folded.
 * @throws GatewayError while the ledger is not wholly loaded: a part of it would look like a counter that began anew
 */
export async function ledgerCounters(copy: Copy, caps: SeriesCaps): Promise<LedgerCounters> {
  if (!copy.counted) {
    throw new GatewayError('not-configured', 'the ledger is still being copied, and counters need all of it');
  }
  await copy.engine.write(countChanges);
  for (const kind of seriesKinds) if (caps[kind] > 0) await keepSeries(copy.engine, kind, caps[kind]);
  const series = {} as Record<CounterFamilyName, CounterSeries[]>;
  for (const family of counterFamilyNames) {
    const isWanted = (family !== 'users' || caps.user > 0) && (family !== 'keys' || caps.key > 0);
    series[family] = isWanted ? await readFamily(copy.engine, family) : [];
  }
  const folded = {} as Record<SeriesKind, number>;
  for (const kind of seriesKinds) {
    const { counted, dimension } = namesIn[kind];
    const hasOther = series[counted].some(({ dimensions }) => dimensions[dimension] === OTHER);
    folded[kind] = hasOther ? await countFolded(copy, kind) : 0;
  }
  return { series, folded, knows: copy.source.knows };
}

async function readFamily(engine: Engine, family: CounterFamilyName): Promise<CounterSeries[]> {
  const { dimensions, measures } = counterColumns(family);
  const rows = await engine.query<Record<string, string | number | null>>(
    countersSql(family, hasPlace(family)),
  );
  return rows.map((row) => ({
    dimensions: Object.fromEntries(dimensions.map(({ name }) => [name, String(row[name] ?? '')])),
    sums: Object.fromEntries(measures.map(([name]) => [name, new Decimal(row[name] ?? 0)])),
  }));
}

async function countFolded(copy: Copy, kind: SeriesKind): Promise<number> {
  const reader = copyReader(copy);
  const { family, name } = namesIn[kind];
  const [row] = await reader.query<{ folded: number }>(
    `SELECT count(*)::INTEGER AS folded FROM (
       SELECT ${name} AS name FROM ${reader.totals(family, {}, 'any', ['requests'])}
       WHERE ${name} NOT IN (SELECT name FROM series WHERE kind = $1) GROUP BY 1 HAVING sum(requests) > 0)`,
    [kind],
  );
  return row?.folded ?? 0;
}
