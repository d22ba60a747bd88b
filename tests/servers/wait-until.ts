import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Resolves once `condition` has answered true; an exception of the condition counts as "not yet".
 *
 * @param what names the awaited state in the error, e.g. "redis-server answers"
 * @throws Error when `timeoutMs` passed before, with the last exception as its cause
 */
export async function waitUntil(
  what: string,
  condition: () => Promise<boolean> | boolean,
  timeoutMs = 30_000,
  intervalMs = 25,
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  let cause: unknown;
  while (performance.now() < deadline) {
    try {
      if (await condition()) return;
    } catch (error) {
      cause = error;
    }
    await sleep(intervalMs);
  }
  throw new Error(`waited ${timeoutMs} ms in vain until ${what}`, { cause });
}
