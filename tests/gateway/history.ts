import pg from 'pg';
import type { GatewayDirectory } from './directory.ts';
import { arrivals } from './history/arrivals.ts';
import { bulkLoad } from './history/bulk-load.ts';
import { conversationCells, ledgerCells, logCells, type Cells } from './history/cells.ts';
import { createCopyWriter, type TableCells } from './history/copy-writer.ts';
import type { FinishedRequest } from './history/finished-request.ts';
import { createRequestWriter } from './history/requests.ts';
import { requestedModels } from './models.ts';
import { createRandom } from './random.ts';

export interface HistoryOptions {
  /** Requests that the ledger keeps (that it would keep, where there is none); the log gets a few more. */
  readonly rows: number;
  readonly days: number;
  /** When the past ends; default now. */
  readonly until?: Date;
  readonly seed: number;
  /** How far back the request log reaches; default 7. All days where the log is the only record. */
  readonly requestLogDays?: number;
  /** As in GatewayOptions. */
  readonly models?: readonly string[] | undefined;
  /** Called every few thousand rows, and for every index that is built. */
  readonly onProgress?: (progress: HistoryProgress) => void;
}

interface HistoryProgress {
  /** Of {@link HistoryOptions.rows}. */
  readonly rows: number;
  /** The index that is being built, once all rows are there. */
  readonly index?: string;
}

const dayMs = 86_400_000;
const sentAtOnce = 256 * 1_024;
/** Log rows wait in memory while the ledger's COPY is open. */
const longestWait = 32 * 1_024 * 1_024;

/**
 * Fills the ledger and the request log of a gateway (of any shape) with finished requests of the past, all or nothing.
 * The same seed, directory, and `until` give the same rows. The tables are locked meanwhile.
 *
 * @throws RangeError when `rows` or `days` is not positive, or the directory has no key or provider
 * @throws DatabaseError when the database is not the directory's gateway
 */
export async function fillHistory(
  databaseUrl: string,
  directory: GatewayDirectory,
  options: HistoryOptions,
): Promise<void> {
  const { rows, days } = options;
  if (!(rows > 0 && Number.isInteger(rows)))
    throw new RangeError(`rows must be a positive integer, is ${rows}`);
  if (!(days > 0)) throw new RangeError(`days must be positive, is ${days}`);
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const columns = await readTables(client);
    const tables = [...columns.keys()];
    const onIndex = (index: string) => options.onProgress?.({ rows, index });
    await bulkLoad(
      client,
      tables,
      (isFrozen) => load(client, columns, directory, options, isFrozen),
      onIndex,
    );
    // Index-only scans need the visibility map, as on a gateway that has been running for long.
    await client.query(`VACUUM (ANALYZE) ${tables.join(', ')}`);
  } finally {
    await client.end();
  }
}

type Tables = ReadonlyMap<string, readonly string[]>;

/** Columns of the tables that exist: message_request, and usage_ledger unless the gateway is too old. */
async function readTables(client: pg.Client): Promise<Tables> {
  const { rows } = await client.query<{ table: string; columns: string[] }>(
    `SELECT table_name AS table, array_agg(column_name::text ORDER BY ordinal_position) AS columns
      FROM information_schema.columns
      WHERE table_schema = 'public' AND table_name IN ('message_request', 'usage_ledger') GROUP BY table_name`,
  );
  return new Map(rows.map(({ table, columns }) => [table, columns]));
}

async function load(
  client: pg.Client,
  tables: Tables,
  directory: GatewayDirectory,
  options: HistoryOptions,
  isFrozen: boolean,
): Promise<void> {
  const until = (options.until ?? new Date()).getTime();
  const from = until - options.days * dayMs;
  const logColumns = tables.get('message_request') ?? [];
  const ledgerColumns = tables.get('usage_ledger');
  const logFrom = ledgerColumns === undefined ? from : until - (options.requestLogDays ?? 7) * dayMs;
  const random = createRandom(options.seed).fork('history');
  const writer = createRequestWriter(
    directory,
    requestedModels(options.models),
    { from, until, withReplays: logColumns.includes('is_replay') },
    random,
  );
  const log = createCopyWriter(
    client,
    'message_request',
    cellsOf('message_request', logColumns, logCells),
    isFrozen,
  );
  let ledgerId = await lastId(client, 'usage_ledger', ledgerColumns !== undefined);
  const withId = { ...ledgerCells, id: () => (ledgerId += 1) };
  const ledger =
    ledgerColumns &&
    createCopyWriter(client, 'usage_ledger', cellsOf('usage_ledger', ledgerColumns, withId), isFrozen);
  const streamed = ledger ?? log;

  let id = await lastId(client, 'message_request', true);
  let written = 0;
  const span = { rows: options.rows, from, until, timezone: directory.settings.timezone };
  for (const at of arrivals(span, random.fork('arrivals'))) {
    const request = writer.next((id += 1), at);
    ledger?.add(request);
    const extra = writer.nextLogOnly(id + 1, at);
    if (extra !== undefined) id += 1;
    if (at >= logFrom) {
      log.add(request);
      if (extra !== undefined) log.add(extra);
    }
    written += 1;
    if (streamed.waiting >= sentAtOnce) {
      await streamed.send();
      options.onProgress?.({ rows: written });
    }
    if (log.waiting >= longestWait) {
      await ledger?.close();
      await log.close();
    }
  }
  await ledger?.close();
  await log.close();
  await client.query(`SELECT setval('message_request_id_seq', $1)`, [id]);
  if (ledger !== undefined) await client.query(`SELECT setval('usage_ledger_id_seq', $1)`, [ledgerId]);
}

/** Picks the cells of a table's columns. @throws Error when a column has none */
function cellsOf(table: string, columns: readonly string[], request: Cells<FinishedRequest>): TableCells {
  const unknown = columns.find((column) => !(column in conversationCells) && !(column in request));
  if (unknown !== undefined) throw new Error(`history knows no value for ${table}.${unknown}`);
  const pick = <T>(cells: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(cells).filter(([column]) => columns.includes(column)));
  return { conversation: pick(conversationCells), request: pick(request) };
}

/** The highest id that a table has used so far; 0 = none. */
async function lastId(client: pg.Client, table: string, exists: boolean): Promise<number> {
  if (!exists) return 0;
  const { rows } = await client.query<{ id: number }>(
    `SELECT GREATEST((SELECT max(id) FROM ${table}),
        (SELECT CASE WHEN is_called THEN last_value END FROM ${table}_id_seq), 0)::integer AS id`,
  );
  return rows[0]?.id ?? 0;
}
