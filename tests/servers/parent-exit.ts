/** What has to go when this process goes, newest first. */
const removals = new Set<() => void>();
let isWatching = false;

function removeAll(): void {
  for (const remove of [...removals].reverse()) {
    removals.delete(remove);
    try {
      remove();
    } catch {
      // One failed removal must not keep the others from running; there is nobody left to tell.
    }
  }
}

function watch(): void {
  if (isWatching) return;
  isWatching = true;
  process.once('exit', removeAll);
  for (const [signal, exitCode] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const) {
    process.on(signal, () => {
      // Whoever else listens for the signal stops in its own order, and leaves by process.exit().
      if (process.listenerCount(signal) === 1) process.exit(exitCode);
    });
  }
}

/**
 * Calls `remove` (synchronously) when this process exits or is told to by SIGINT, SIGTERM or SIGHUP.
 *
 * @returns a function that takes the removal back, for what was already removed in order
 */
export function removeWithParent(remove: () => void): () => void {
  watch();
  removals.add(remove);
  return () => {
    removals.delete(remove);
  };
}
