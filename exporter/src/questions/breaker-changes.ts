import {
  readBreakerMemory,
  writeBreakerMemory,
  type BreakerChange,
  type BreakerMemory,
} from './breaker-changes/file.ts';
import type { CircuitState, ProviderCircuit } from './circuit-states.ts';

export type { BreakerChange } from './breaker-changes/file.ts';

/** The changes of circuit breakers that the exporter has seen. */
export interface BreakerChanges {
  /**
   * Newest first. `at` is when the new state was first seen, `after` when the old one was last seen: the change lies
   * between, a heartbeat apart, or longer if the exporter or Redis was away.
   */
  changes: readonly BreakerChange[];
  /** Instant (Unix ms) from which they are complete, but for states that came and went between two looks. */
  completeFrom: number;
  /** When the breakers were last looked at, Unix ms. */
  asOf: number;
  /** Why they are not kept in the file, or those of an earlier run are lost; null when all is well. */
  problem: string | null;
}

/** Watches breakers. */
export interface BreakerWatch {
  /** Takes in what all breakers were at an instant (Unix ms, Redis' clock); null states are passed over. */
  observe: (circuits: readonly ProviderCircuit[], at: number) => void;
  /** Undefined before the first look, when nothing is known from an earlier run either. */
  seen: () => BreakerChanges | undefined;
  /** Resolves when all that was seen is in the file, as far as it can be written. */
  written: () => Promise<void>;
}

/** The most changes that are kept: months of a calm gateway, and a small file. */
const MOST_CHANGES = 2000;

/** While nothing changes, how often it is written down that nothing has. */
const QUIET_WRITE_MS = 60_000;

/** Begins to watch, with what an earlier run has seen when there is a DATA_DIR. */
export function watchBreakers(dataDir: string | undefined, mostChanges = MOST_CHANGES): BreakerWatch {
  const { memory: earlier, problem: readProblem } = recalled(dataDir);
  let changes: BreakerChange[] = [...(earlier?.changes ?? [])].slice(-mostChanges);
  let completeFrom = earlier?.completeFrom;
  let states = new Map(
    (earlier?.states ?? []).map(([id, state, at]): [number, { state: CircuitState; at: number }] => [
      id,
      { state, at },
    ]),
  );
  let asOf = Math.max(completeFrom ?? 0, ...(earlier?.states ?? []).map(([, , at]) => at));
  let writeProblem: string | null = null;
  let writtenAt = -Infinity;
  let writing: Promise<void> | undefined;
  let isDirty = false;

  const write = async (folder: string) => {
    while (isDirty) {
      isDirty = false;
      const memory = {
        changes,
        completeFrom: completeFrom ?? 0,
        states: [...states].map(([id, { state, at }]): BreakerMemory['states'][number] => [id, state, at]),
      };
      try {
        await writeBreakerMemory(folder, memory);
        writeProblem = null;
      } catch (error) {
        writeProblem = `changes of breakers cannot be written to DATA_DIR (${reasonOf(error)}) and will not survive a restart`;
      }
    }
    writing = undefined;
  };

  return {
    observe(circuits, at) {
      completeFrom ??= at;
      asOf = at;
      const found: BreakerChange[] = [];
      const next: typeof states = new Map();
      for (const { provider, state } of circuits) {
        const before = states.get(provider.id);
        if (state === null) {
          if (before !== undefined) next.set(provider.id, before);
          continue;
        }
        next.set(provider.id, { state, at });
        if (before === undefined || before.state === state) continue;
        found.push({ providerId: provider.id, from: before.state, to: state, at, after: before.at });
      }
      states = next;
      if (found.length > 0) {
        const all = [...changes, ...found];
        changes = all.slice(-mostChanges);
        const lost = all[all.length - changes.length - 1];
        if (lost !== undefined) completeFrom = Math.max(completeFrom, lost.at + 1);
      }
      if (dataDir === undefined || (found.length === 0 && at - writtenAt < QUIET_WRITE_MS)) return;
      writtenAt = at;
      isDirty = true;
      writing ??= write(dataDir);
    },
    seen: () =>
      completeFrom === undefined
        ? undefined
        : { changes: [...changes].reverse(), completeFrom, asOf, problem: writeProblem ?? readProblem },
    written: async () => {
      await writing;
    },
  };
}

function recalled(dataDir: string | undefined): { memory?: BreakerMemory; problem: string | null } {
  if (dataDir === undefined) return { problem: null };
  try {
    const memory = readBreakerMemory(dataDir);
    return memory === undefined ? { problem: null } : { memory, problem: null };
  } catch (error) {
    return {
      problem: `breaker-changes.json in DATA_DIR cannot be read (${reasonOf(error)}); earlier changes of breakers are lost`,
    };
  }
}

/** A word of the operating system, and nothing of what the file holds. */
function reasonOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : 'it is torn';
}
