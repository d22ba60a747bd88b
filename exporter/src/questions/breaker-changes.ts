import {
  readBreakerMemory,
  writeBreakerMemory,
  type BreakerChange,
  type BreakerMemory,
} from './breaker-changes/file.ts';
import type { CircuitState, ProviderCircuit } from './circuit-states.ts';

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
  /**
   * Says whose breakers these are, by a text that is each gateway's own. What an earlier run has seen is recalled then;
   * what is known of another gateway is dropped. Saying the same again does nothing.
   */
  watch: (gateway: string) => void;
  /**
   * Takes in what all breakers were at an instant (Unix ms, Redis' clock); null states are passed over. Does nothing
   * before it is known whose they are.
   */
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

/** Watches breakers; with a DATA_DIR what is seen outlives the process. */
export function watchBreakers(dataDir: string | undefined, mostChanges = MOST_CHANGES): BreakerWatch {
  let watched: string | undefined;
  let changes: BreakerChange[] = [];
  let completeFrom: number | undefined;
  let states = new Map<number, { state: CircuitState; at: number }>();
  let asOf = 0;
  let readProblem: string | null = null;
  let writeProblem: string | null = null;
  let writtenAt = -Infinity;
  let writing: Promise<void> | undefined;
  let isDirty = false;

  const write = async (folder: string) => {
    // Of a gateway that has just taken another's place nothing was seen yet.
    while (isDirty && watched !== undefined && completeFrom !== undefined) {
      isDirty = false;
      const memory = {
        gateway: watched,
        changes,
        completeFrom,
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
    watch(gateway) {
      if (gateway === watched) return;
      watched = gateway;
      const { memory, problem } = recalled(dataDir, gateway);
      const earlier = memory?.states ?? [];
      changes = memory?.changes.slice(-mostChanges) ?? [];
      completeFrom = memory?.completeFrom;
      states = new Map(earlier.map(([id, state, at]) => [id, { state, at }]));
      asOf = Math.max(completeFrom ?? 0, ...earlier.map(([, , at]) => at));
      readProblem = problem;
      writtenAt = -Infinity;
    },
    observe(circuits, at) {
      if (watched === undefined) return;
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

function recalled(
  dataDir: string | undefined,
  gateway: string,
): { memory?: BreakerMemory; problem: string | null } {
  if (dataDir === undefined) return { problem: null };
  try {
    const memory = readBreakerMemory(dataDir);
    if (memory === undefined) return { problem: null };
    if (memory.gateway === gateway) return { memory, problem: null };
    return { problem: 'breaker-changes.json in DATA_DIR was of another gateway, and is begun anew' };
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
