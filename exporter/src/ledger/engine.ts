import './allocator.ts';
import {
  DuckDBDecimalValue,
  DuckDBInstance,
  DuckDBListValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  INTEGER,
  LIST,
  listValue,
  VARCHAR,
  type DuckDBConnection,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api';
import type { Queryable } from '../gateway/postgres.ts';
import { createMoments, setMoments } from './moments.ts';
import { keepPlans, unsafeForKeptPlans, type Statements } from './statements.ts';
import { storeFailure } from './store-failure.ts';

/** An open DuckDB. It runs on its own threads: a query never holds up the event loop but for turning rows into objects. */
export interface Engine extends Queryable {
  /** As of pg; `moments` are those that the statement looks up (moments.ts). */
  query: <Row extends object>(
    sql: string,
    values?: readonly unknown[],
    moments?: readonly bigint[],
  ) => Promise<Row[]>;
  /**
   * Runs `work` as the only writer, in one transaction: what it wrote is seen whole by later queries, or not at all.
   * @throws whatever `work` throws, with the transaction rolled back
   */
  write: <T>(work: (connection: Queryable) => Promise<T>) => Promise<T>;
  /** Folds what was written lately into the database, which takes far less memory there. */
  checkpoint: () => Promise<void>;
  /** Waits for running queries and closes the database, its write-ahead log folded in. */
  close: () => Promise<void>;
}

/** Where an engine keeps its data, and what it may take of the machine. */
export interface EngineOptions {
  /** Path of the database file; undefined = in memory, compressed. */
  file?: string;
  /** DuckDB's notation, for example `512MB`. */
  memoryLimit: string;
  threads: number;
  /** Folder for what does not fit into memory; undefined = nothing is put aside. */
  temporaryFolder?: string;
}

/** Name under which the database is attached, whether a file or memory. */
const DATABASE = 'ledger';

/** Queries that may run at one time; others wait their turn. DuckDB shares its threads among them. */
const READERS = 3;

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

/**
 * Opens a DuckDB, or creates it.
 * @throws StoreError when the file is locked by another process, cannot be read or written, or is no database
 */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: options.memoryLimit,
    threads: String(options.threads),
    temp_directory: options.temporaryFolder ?? '',
    preserve_insertion_order: 'false',
    // Each checkpoint writes the last part of every table that has grown anew; it is done from time to time anyway.
    checkpoint_threshold: '64MB',
    // Rows looked up by so many ids are found where they are; of more, everything between the first and the last is read.
    dynamic_or_filter_threshold: '1000',
    disabled_optimizers: unsafeForKeptPlans,
    // Nothing is ever fetched from the net, nor read from files other than our own.
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const connect = async () => {
    const connection = await instance.connect();
    await connection.run("SET TimeZone = 'UTC'");
    return connection;
  };
  let writer: DuckDBConnection;
  try {
    writer = await connect();
    const source = options.file === undefined ? "':memory:'" : quoted(options.file);
    await writer.run(`ATTACH ${source} AS ${DATABASE} ${options.file === undefined ? '(COMPRESS)' : ''}`);
    await writer.run('SET enable_external_access = false');
    await writer.run(`USE ${DATABASE}`);
  } catch (error) {
    instance.closeSync();
    throw storeFailure(error);
  }

  const writerStatements = keepPlans(writer);
  const idle: Reader[] = [];
  const readers: Reader[] = [];
  const waiting: ((reader: Reader) => void)[] = [];
  const borrow = async (sql: string): Promise<Reader> => {
    const knowing = idle.findIndex(({ statements }) => statements.keeps(sql));
    const [free] = idle.splice(knowing, 1);
    if (free !== undefined) return free;
    if (readers.length < READERS) {
      const connection = await connect();
      await connection.run(`USE ${DATABASE}`);
      await connection.run(createMoments);
      const reader = { connection, statements: keepPlans(connection) };
      readers.push(reader);
      return reader;
    }
    return new Promise((resolve) => waiting.push(resolve));
  };
  const giveBack = (reader: Reader) => {
    const next = waiting.shift();
    if (next === undefined) idle.push(reader);
    else next(reader);
  };

  let lastWrite: Promise<unknown> = Promise.resolve();
  const writing = queryableOf(writerStatements);
  return {
    async query(sql, values, moments = []) {
      const reader = await borrow(sql);
      try {
        if (moments.length > 0) await reader.connection.run(setMoments(moments)).catch(fail);
        return await queryableOf(reader.statements).query(sql, values);
      } finally {
        giveBack(reader);
      }
    },
    write(work) {
      const turn = lastWrite.then(() => transaction(writing, work));
      lastWrite = turn.catch(() => undefined);
      return turn;
    },
    async checkpoint() {
      const turn = lastWrite.then(() => writing.query(`CHECKPOINT ${DATABASE}`));
      lastWrite = turn.catch(() => undefined);
      await turn;
    },
    async close() {
      await lastWrite;
      await writer.run(`USE memory`).catch(() => undefined);
      while (idle.length < readers.length) await new Promise((resolve) => setTimeout(resolve, 5));
      for (const { connection, statements } of readers) {
        statements.close();
        connection.disconnectSync();
      }
      writerStatements.close();
      await writer.run(`DETACH ${DATABASE}`).catch(() => undefined);
      writer.disconnectSync();
      instance.closeSync();
    },
  };
}

/** A connection for questions, and the plans that it keeps. */
interface Reader {
  connection: DuckDBConnection;
  statements: Statements;
}

async function transaction<T>(
  connection: Queryable,
  work: (connection: Queryable) => Promise<T>,
): Promise<T> {
  await connection.query('BEGIN');
  try {
    const result = await work(connection);
    await connection.query('COMMIT');
    return result;
  } catch (error) {
    await connection.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

/** Says of what DuckDB throws what may be told. */
function fail(error: unknown): never {
  throw storeFailure(error);
}

/** Statements that take values and give rows the way pg does. */
function queryableOf(statements: Statements): Queryable {
  return {
    async query<Row extends object>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
      const bound = values.map(toDuckDB);
      const types = bound.map(({ type }) => type as DuckDBType);
      const result = await statements
        .run(
          sql,
          bound.map(({ value }) => value),
          types,
        )
        .catch(fail);
      const names = result.deduplicatedColumnNames();
      const rows = await result.getRows();
      return rows.map((cells) => {
        const row: Record<string, unknown> = {};
        for (const [index, name] of names.entries()) row[name] = fromDuckDB(cells[index] ?? null);
        return row as Row;
      });
    },
  };
}

interface BoundValue {
  value: DuckDBValue;
  type?: DuckDBType;
}

/** A value for `$1`, `$2`, … as pg takes it. */
function toDuckDB(value: unknown): BoundValue {
  if (value === null || value === undefined) return { value: null };
  if (value instanceof Date) return { value: value.toISOString() };
  if (Array.isArray(value)) {
    const isNumbers = value.every((item) => Number.isInteger(item));
    const items = value as DuckDBValue[];
    return isNumbers && items.length > 0
      ? { value: listValue(items), type: LIST(INTEGER) }
      : { value: listValue(items), type: LIST(VARCHAR) };
  }
  if (typeof value === 'number' && Number.isInteger(value)) {
    return Math.abs(value) < 2 ** 31 ? { value, type: INTEGER } : { value: BigInt(value) };
  }
  if (['string', 'number', 'boolean', 'bigint'].includes(typeof value))
    return { value: value as DuckDBValue };
  throw new TypeError(`a query value of type ${typeof value}`);
}

/** A value of a row as pg gives it: bigint and decimal as strings, instants as Date. */
function fromDuckDB(value: DuckDBValue): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof DuckDBDecimalValue) return value.toString();
  if (value instanceof DuckDBTimestampTZValue || value instanceof DuckDBTimestampValue) {
    return new Date(Number(value.micros / 1000n));
  }
  if (value instanceof DuckDBListValue) return value.items.map(fromDuckDB);
  if (value === null || typeof value !== 'object') return value;
  return value.toString();
}
