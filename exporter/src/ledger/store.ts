import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LAYOUT_VERSION } from './columns.ts';
import { openEngine, type Engine } from './engine.ts';
import { createInspection, tableNames } from './inspection.ts';
import { createStaging } from './staging.ts';
import { storeFailure, type StoreProblem } from './store-failure.ts';
import { createTables, recall } from './tables.ts';

/** Where the copy is kept, and what it may take of the machine. */
export interface StoreOptions {
  /** Folder of the file; undefined = in memory. */
  dataDir?: string | undefined;
  /** For all that keeping the copy takes; `512MB` or `2GB`. */
  memoryLimit: string;
  threads: number;
}

/** The open database of the copy, its tables in place. */
export interface Store {
  engine: Engine;
  kind: 'file' | 'memory';
  /** Why it is not what the configuration asks for, or why its file was made anew; undefined when all is well. */
  problem: StoreProblem | undefined;
  /** Looks at what it held when it was opened, a step at a time ({@link createInspection}). */
  inspect: () => Promise<boolean>;
  close: () => Promise<void>;
}

const FILE = 'ledger.duckdb';

/**
 * DuckDB keeps to a limit with its buffers alone, and takes as much again for statements, for what it was given and
 * will give, and for what it keeps to be quick (measured: tests/bench, the most memory while 3 and 20 million rows are
 * loaded).
 */
const SHARE_OF_BUFFERS = 0.25;

const LEAST_MEGABYTES = 128;

function bufferLimit(memoryLimit: string): string {
  const megabytes = Number.parseInt(memoryLimit, 10) * (memoryLimit.endsWith('GB') ? 1000 : 1);
  return `${Math.max(Math.floor(megabytes * SHARE_OF_BUFFERS), LEAST_MEGABYTES)}MB`;
}

/**
 * Opens the copy's database. A file that is damaged or of another layout is made anew; where no file can be had, the
 * copy is kept in memory and `problem` says why. A file that `isSuspect` is looked at whole before it is used, which
 * takes seconds where it is large.
 * @throws StoreError when not even memory can be had
 */
export async function openStore(options: StoreOptions, isSuspect = false): Promise<Store> {
  if (options.dataDir === undefined) return memoryStore(options, undefined);
  try {
    return await fileStore(options, options.dataDir, isSuspect);
  } catch (error) {
    return memoryStore(options, storeFailure(error).problem);
  }
}

/** A copy in memory, for instance after its file could no longer be written. */
export async function memoryStore(options: StoreOptions, problem: StoreProblem | undefined): Promise<Store> {
  const temporaryFolder = join(tmpdir(), `hubscope-ledger-${process.pid}`);
  const { threads } = options;
  const engine = await openEngine({
    memoryLimit: bufferLimit(options.memoryLimit),
    threads,
    temporaryFolder,
  });
  await engine.write(createTables);
  await engine.write(createStaging);
  return {
    engine,
    kind: 'memory',
    problem,
    inspect: () => Promise.resolve(false),
    async close() {
      await engine.close();
      rmSync(temporaryFolder, { recursive: true, force: true });
    },
  };
}

async function fileStore(options: StoreOptions, dataDir: string, isSuspect: boolean): Promise<Store> {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, FILE);
  const temporaryFolder = join(dataDir, 'ledger.tmp');
  const { threads } = options;
  const memoryLimit = bufferLimit(options.memoryLimit);
  const open = () => openEngine({ file, memoryLimit, threads, temporaryFolder });
  const storeOf = async (engine: Engine, problem?: StoreProblem): Promise<Store> => {
    chmodSync(file, 0o600);
    await engine.write(createStaging);
    return {
      engine,
      kind: 'file',
      problem,
      inspect: createInspection(engine),
      async close() {
        await engine.close();
        rmSync(temporaryFolder, { recursive: true, force: true });
      },
    };
  };
  let engine: Engine | undefined;
  let problem: StoreProblem;
  try {
    engine = await open();
    const state = await stateOf(engine, isSuspect);
    if (state === 'empty') await engine.write(createTables);
    if (state !== 'other-layout') return await storeOf(engine);
    problem = {
      kind: 'corrupt',
      detail: 'ledger.duckdb was made by another version of Hubscope; it is made anew',
    };
  } catch (error) {
    const failure = storeFailure(error);
    if (failure.problem.kind !== 'corrupt' && failure.problem.kind !== 'failed') {
      await engine?.close();
      throw failure;
    }
    problem = { kind: 'corrupt', detail: 'ledger.duckdb was damaged; it is made anew' };
  }
  await engine?.close();
  for (const name of [FILE, `${FILE}.wal`]) rmSync(join(dataDir, name), { force: true });
  const renewed = await open();
  await renewed.write(createTables);
  return storeOf(renewed, problem);
}

async function stateOf(engine: Engine, isSuspect: boolean): Promise<'empty' | 'sound' | 'other-layout'> {
  const names = await tableNames(engine);
  if (names.length === 0) return 'empty';
  if (!names.includes('meta') || (await recall(engine, 'layout')) !== String(LAYOUT_VERSION)) {
    return 'other-layout';
  }
  const inspect = createInspection(engine);
  while (isSuspect && (await inspect())) continue;
  return 'sound';
}
