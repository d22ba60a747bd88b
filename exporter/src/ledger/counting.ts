import type { Copy } from './copy.ts';
import type { Engine } from './engine.ts';
import { compactCounters, countChanges } from './count.ts';
import {
  parseMemory,
  raiseTo,
  readMemory,
  takeDown,
  writeMemory,
  type CounterMemory,
} from './counter-memory.ts';
import { gatewayOf } from './identity.ts';
import { storeFailure } from './store-failure.ts';
import { recall, remember } from './tables.ts';
import { countUnpriced } from './unpriced.ts';

/** What keeps the counters of a copy beyond the rows that come in. */
export interface Counting {
  /** Goes over the counters; they may be shown (`copy.counted`) once the whole ledger is loaded. */
  keep: () => Promise<void>;
  /** Writes down what they stand at, for the case that the copy has to be made anew. */
  writeDown: () => Promise<void>;
}

/** Name under which an emptied copy remembers what its counters stood at, until they are shown again. */
const STOOD_AT = 'counters_stood_at';

/** What the counters stood at when they were last shown, before the copy is emptied; undefined when they never were. */
export async function countersSoFar(engine: Engine): Promise<CounterMemory | undefined> {
  await engine.write(countChanges);
  const known = await recall(engine, 'gateway');
  const isShown = (await recall(engine, 'counters')) === 'shown';
  if (known !== undefined && isShown) return takeDown(engine, gatewayOf(known));
  const stood = await recall(engine, STOOD_AT);
  return stood === undefined ? undefined : parseMemory(stood);
}

/** Has an emptied copy remember them, whatever breaks before it is loaded anew. */
export async function keepCountersSoFar(copy: Copy, stood: CounterMemory | undefined): Promise<void> {
  if (stood === undefined || copy.counted) return;
  await copy.engine.write((connection) => remember(connection, STOOD_AT, JSON.stringify(stood)));
}

/**
 * Takes on the counters of a copy. `before` is what they stood at when the same copy was emptied; `isReadOnly`: what
 * is written down in `dataDir` may be another exporter's.
 */
export function createCounting(
  copy: Copy,
  dataDir: string | undefined,
  before: CounterMemory | undefined,
  isReadOnly = false,
): Counting {
  const gateway = gatewayOf(copy.fingerprint);
  const past = () => {
    if (before?.gateway === gateway) return before;
    return dataDir === undefined ? undefined : readMemory(dataDir, gateway);
  };
  const show = async () => {
    const stood = past();
    await copy.engine.write(async (connection) => {
      await countChanges(connection);
      if (stood !== undefined) await raiseTo(connection, stood);
      await remember(connection, 'counters', 'shown');
      await remember(connection, STOOD_AT, '');
    });
    copy.counted = true;
  };
  const writeDown = async () => {
    if (dataDir === undefined || isReadOnly || !copy.counted) return;
    await copy.engine.write(countChanges);
    await writeMemory(dataDir, await takeDown(copy.engine, gateway)).catch((error: unknown) => {
      throw storeFailure(error);
    });
  };
  return {
    writeDown,
    async keep() {
      await copy.engine.write(countChanges);
      if (!copy.load.done || copy.asOf === undefined) return;
      await countUnpriced(copy, copy.asOf);
      if (!copy.counted) await show();
      await copy.engine.write(compactCounters);
      await writeDown();
    },
  };
}
