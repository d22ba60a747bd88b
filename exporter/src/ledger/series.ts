import { counterColumns, counterFamilyNames, counterTable, type CounterFamilyName } from './counters.ts';
import type { Engine } from './engine.ts';

/** What may have series of its own in the metrics. */
export type SeriesKind = 'provider' | 'model' | 'user' | 'key';

/** The dimension that holds names of a kind, and the family and measure by which they are weighed. */
export const kinds: Record<SeriesKind, { dimension: string; family: CounterFamilyName; measure: string }> = {
  provider: { dimension: 'provider_id', family: 'traffic', measure: 'requests' },
  model: { dimension: 'model', family: 'traffic', measure: 'requests' },
  user: { dimension: 'user_id', family: 'users', measure: 'cost_usd' },
  key: { dimension: 'key_id', family: 'keys', measure: 'cost_usd' },
};

/** All kinds. */
export const seriesKinds = Object.keys(kinds) as SeriesKind[];

/** The series that stands for all that have none of their own. */
export const OTHER = 'other';

/**
 * Gives series of their own to newcomers among the counted names, those with the most first, while there are fewer
 * than `most`; what others have counted moves to `other`, for good. Whoever has a series keeps it. So neither
 * counter ever falls, the sum stays exact, and the tables stay small whatever names clients make up.
 */
export async function keepSeries(engine: Engine, kind: SeriesKind, most: number): Promise<void> {
  const { dimension, family, measure } = kinds[kind];
  const isNewcomer = `${dimension} <> '${OTHER}' AND NOT ${ownSeries(kind, dimension)}`;
  const names = (limit: number) =>
    engine.query<{ name: string }>(
      `SELECT ${dimension} AS name FROM ${counterTable(family)} WHERE ${isNewcomer}
       GROUP BY 1 ORDER BY sum(${measure}) DESC, 1 LIMIT ${limit}`,
    );
  // Nearly always there is none, and nothing else to ask.
  if ((await names(1)).length === 0) return;
  const [counted] = await engine.query<{ own: number }>(
    'SELECT count(*)::INTEGER AS own FROM series WHERE kind = $1',
    [kind],
  );
  const free = Math.max(most - (counted?.own ?? 0), 0);
  const newcomers = await names(free);
  await engine.write(async (connection) => {
    for (const { name } of newcomers) {
      await connection.query('INSERT INTO series VALUES ($1, $2)', [kind, name]);
    }
    for (const table of counterFamilyNames.filter((name) => has(name, dimension)).map(counterTable)) {
      await connection.query(`UPDATE ${table} SET ${dimension} = '${OTHER}' WHERE ${isNewcomer}`);
    }
  });
}

/**
 * Condition for the counted rows of a family whose names have their place, in a series of their own or in `other`. The
 * others came since {@link keepSeries}: shown now, a series might be gone a moment later.
 */
export function hasPlace(family: CounterFamilyName): string {
  const conditions = seriesKinds
    .map((kind) => ({ kind, ...kinds[kind] }))
    .filter(({ dimension }) => has(family, dimension))
    .map(({ kind, dimension }) => `(${dimension} = '${OTHER}' OR ${ownSeries(kind, dimension)})`);
  return conditions.join(' AND ');
}

const ownSeries = (kind: SeriesKind, dimension: string) =>
  `${dimension} IN (SELECT name FROM series WHERE kind = '${kind}')`;

const has = (family: CounterFamilyName, dimension: string) =>
  counterColumns(family).dimensions.some(({ name }) => name === dimension);
