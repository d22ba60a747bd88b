import { createDirectoryReader, type Directory } from '../../exporter/src/gateway/directory.ts';
import { connectPostgres, type Postgres } from '../../exporter/src/gateway/postgres.ts';
import { probeSchema, type GatewaySchema } from '../../exporter/src/gateway/schema.ts';
import { beginCopy, keepSums, type Copy } from '../../exporter/src/ledger/copy.ts';
import { loadChunks } from '../../exporter/src/ledger/load.ts';
import { copyReader, postgresReader, type LedgerReader } from '../../exporter/src/ledger/reader.ts';
import { ledgerSource } from '../../exporter/src/ledger/source.ts';
import { openStore } from '../../exporter/src/ledger/store.ts';
import { Secret } from '../../exporter/src/secret.ts';
import type { Stack } from './stack.ts';

/** Both engines on one gateway's ledger: its PostgreSQL, and a copy in memory that holds all of it, sums and all. */
export interface LedgerCopy {
  schema: GatewaySchema;
  postgres: Postgres;
  copy: Copy;
  readers: Record<LedgerReader['engine'], LedgerReader>;
  /** The directory as it is now. */
  directory: () => Promise<Directory>;
  /**
   * Copies anew what the gateway holds now, and adds up all quarters that had settled at `now` (Unix ms; default:
   * the clock).
   */
  refill: (now?: number) => Promise<void>;
  stop: () => Promise<void>;
}

/** How the copy is made. */
export interface LedgerCopyOptions {
  /** See {@link LedgerCopy.refill}. */
  now?: number;
  statementTimeoutMs?: number;
  /** Folder of a file; default: in memory. */
  dataDir?: string;
}

/** Names the cluster and the database; see identity.ts. */
const fingerprint = '["test", "1"]';

/** Copies the ledger of a stack, as the exporter's own role. */
export async function copyLedger(
  { environment }: Pick<Stack, 'environment'>,
  { now, statementTimeoutMs = 60_000, dataDir }: LedgerCopyOptions = {},
): Promise<LedgerCopy> {
  const url = new Secret(environment.DSN);
  const postgres = connectPostgres({ url, poolSize: 3, statementTimeoutMs, connectTimeoutMs: 5000 });
  const schema = await postgres.snapshot(probeSchema);
  const source = ledgerSource(schema);
  const store = await openStore({ dataDir, memoryLimit: '512MB', threads: 1 });
  const readDirectory = createDirectoryReader();
  const fill = async (settledAt = Date.now()) => {
    const copy = await beginCopy(store.engine, postgres, source, fingerprint);
    while (!(await loadChunks(copy))) continue;
    while (await keepSums(copy, settledAt)) continue;
    // As a keeper does from time to time.
    await store.engine.checkpoint();
    copy.asOf = settledAt;
    return copy;
  };
  const copy = await fill(now);
  return {
    schema,
    postgres,
    copy,
    readers: {
      duckdb: copyReader(copy),
      postgres: postgresReader(
        { query: (sql, values) => postgres.snapshot((connection) => connection.query(sql, values)) },
        source,
      ),
    },
    directory: () => postgres.snapshot((connection) => readDirectory(connection, schema)),
    async refill(settledAt) {
      Object.assign(copy, await fill(settledAt));
    },
    async stop() {
      await store.close();
      await postgres.end();
    },
  };
}
