/** Where a tab remembers when it loaded itself again, Unix ms. */
const KEY = 'hubscope.stage.reloads';
/** What was longer ago does not count. */
const DAY = 24 * 60 * 60_000;
const MOST = 50;

type Memory = Pick<Storage, 'getItem' | 'setItem'>;

/** When the tab loaded itself again in the last day. Whatever else is found there counts for nothing. */
export function reloadsIn(memory: Memory, now: number): number[] {
  const text = memory.getItem(KEY);
  if (text === null) return [];
  try {
    const found: unknown = JSON.parse(text);
    return Array.isArray(found) ? found.filter((at): at is number => isRecent(at, now)) : [];
  } catch {
    return [];
  }
}

// A clock that was set back must not make them many, nor none.
const isRecent = (at: unknown, now: number): boolean => typeof at === 'number' && Math.abs(now - at) < DAY;

/** Remembers one more. @throws when the browser keeps nothing, and then the page must not be loaded again */
export function rememberReload(memory: Memory, now: number): void {
  memory.setItem(KEY, JSON.stringify([...reloadsIn(memory, now), now].slice(-MOST)));
}
