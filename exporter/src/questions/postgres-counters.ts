import { GatewayError } from '../gateway/failure.ts';
import type { Queryable } from '../gateway/postgres.ts';
import type { GatewaySchema } from '../gateway/schema.ts';
import { readMemory, writeMemory } from '../ledger/counter-memory.ts';
import { countAllSql } from '../ledger/count.ts';
import { counterColumns, counterFamilyNames, labelText, type CounterFamilyName } from '../ledger/counters.ts';
import {
  countFolded,
  Exact,
  fromMemory,
  grow,
  nothingYet,
  toMemory,
  valuesOf,
  type FamilySums,
  type Grown,
  type Sums,
} from '../ledger/growth.ts';
import { fingerprint, gatewayOf } from '../ledger/identity.ts';
import { postgresDialect } from '../ledger/measures.ts';
import { seriesKinds, type SeriesKind } from '../ledger/series.ts';
import { ledgerSource, type LedgerSource } from '../ledger/source.ts';
import { storeFailure } from '../ledger/store-failure.ts';
import { instant } from '../ledger/tables.ts';
import { SETTLE_MS, withoutPrice } from '../ledger/unpriced.ts';
import type { CounterSeries, LedgerCounters, SeriesCaps } from './ledger-counters.ts';

/**
 * Counts the ledger in a snapshot of a PostgreSQL: one GROUP BY over all of it per family. `now` is the database's
 * clock, Unix ms.
 * @throws GatewayError when what the counters stand at cannot be written down
 */
export type PostgresCounters = (
  connection: Queryable,
  schema: GatewaySchema,
  now: number,
) => Promise<LedgerCounters>;

/**
 * Counters without a copy of the ledger. They are written down in `dataDir` before they are shown, so that a restart
 * after a reset makes none fall; without one, that is remembered only while the process runs.
 */
export function createPostgresCounters(dataDir: string | undefined, caps: SeriesCaps): PostgresCounters {
  let remembered: { gateway: string; grown: Grown } | undefined;

  const before = (gateway: string): Grown => {
    if (remembered?.gateway === gateway) return remembered.grown;
    const written = dataDir === undefined ? undefined : readMemory(dataDir, gateway, 'postgres');
    return written === undefined ? nothingYet() : fromMemory(written);
  };

  return async (connection, schema, now) => {
    const source = ledgerSource(schema);
    const gateway = gatewayOf(await fingerprint(connection, source));
    const reading: Sums = {};
    for (const family of counterFamilyNames.filter((name) => isWanted(name, caps))) {
      reading[family] = await readFamily(connection, source, family, now);
    }
    const grown = grow(before(gateway), reading, caps);
    if (dataDir !== undefined) {
      await writeMemory(dataDir, toMemory(grown, gateway), 'postgres').catch((error: unknown) => {
        const { kind } = storeFailure(error).problem;
        throw new GatewayError('failed', `what counters stand at cannot be written to DATA_DIR (${kind})`);
      });
    }
    remembered = { gateway, grown };
    const series = {} as Record<CounterFamilyName, CounterSeries[]>;
    for (const family of counterFamilyNames) {
      series[family] = isWanted(family, caps) ? seriesOf(family, grown.counted[family]) : [];
    }
    const folded = {} as Record<SeriesKind, number>;
    for (const kind of seriesKinds) folded[kind] = caps[kind] > 0 ? countFolded(grown, kind) : 0;
    return { series, folded, knows: source.knows };
  };
}

const isWanted = (family: CounterFamilyName, { user, key }: SeriesCaps) =>
  (family !== 'users' || user > 0) && (family !== 'keys' || key > 0);

async function readFamily(
  connection: Queryable,
  source: LedgerSource,
  family: CounterFamilyName,
  now: number,
): Promise<FamilySums> {
  const { dimensions, measures } = counterColumns(family);
  const rows = `(${source.rows({ withKeys: family === 'keys' })}) AS copied`;
  const where =
    family === 'unpriced'
      ? `${withoutPrice(postgresDialect)} AND created_at < ${instant(now - SETTLE_MS)}`
      : 'true';
  const found = await connection.query<Record<string, string | null>>(
    countAllSql(family, rows, postgresDialect, where),
  );
  const sums: FamilySums = new Map();
  for (const row of found) {
    const key = JSON.stringify(
      dimensions.map(({ name, isFreeText = false }) => (isFreeText ? labelText(row[name] ?? '') : row[name])),
    );
    // Names that only look alike are one.
    const was = sums.get(key);
    sums.set(
      key,
      measures.map(([name], index) => new Exact(row[name] ?? 0).plus(was?.[index] ?? 0)),
    );
  }
  return sums;
}

function seriesOf(family: CounterFamilyName, sums: FamilySums = new Map()): CounterSeries[] {
  const { dimensions, measures } = counterColumns(family);
  return [...sums].map(([key, values]) => {
    const names = valuesOf(key);
    return {
      dimensions: Object.fromEntries(dimensions.map(({ name }, index) => [name, names[index] ?? ''])),
      sums: Object.fromEntries(measures.map(([name], index) => [name, values[index] ?? new Exact(0)])),
    };
  });
}
