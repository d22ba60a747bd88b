import type { Engine } from './engine.ts';

/** What may have series of its own in the metrics. */
export type SeriesKind = 'provider' | 'model' | 'user' | 'key';

/** The series that stands for all that have none of their own. */
export const OTHER = 'other';

/**
 * Decides, once and for ever, which of `names` (the most important first) have a series of their own, while there are
 * fewer than `most`; the others are folded. Whoever was folded stays so, and whoever has a series keeps it, because
 * a move would make one of the two counters fall.
 * @returns the names with a series of their own
 */
export async function ownSeries(
  engine: Engine,
  kind: SeriesKind,
  names: readonly string[],
  most: number,
): Promise<ReadonlySet<string>> {
  const decided = await engine.query<{ name: string; own: boolean }>(
    'SELECT name, own FROM series WHERE kind = $1',
    [kind],
  );
  const known = new Map(decided.map(({ name, own }) => [name, own]));
  let left = most - decided.filter(({ own }) => own).length;
  const fresh = names.filter((name) => !known.has(name));
  if (fresh.length > 0) {
    await engine.write(async (connection) => {
      for (const name of fresh) {
        const own = left > 0;
        if (own) left -= 1;
        known.set(name, own);
        await connection.query('INSERT INTO series VALUES ($1, $2, $3)', [kind, name, own]);
      }
    });
  }
  return new Set([...known].filter(([, own]) => own).map(([name]) => name));
}
