import type { Leaderboard, LeaderboardRow } from '../../exporter/src/contract/index.ts';
import type { ScopeName } from '../../exporter/src/contract/words.ts';
import { scopes } from '../../exporter/src/questions/leaderboard/scopes.ts';
import { localTime, unitSpan, type Asked, type Basis } from './api-expectations.ts';
import { boardDifferences } from './board-differences.ts';
import { boardModelsReference, boardReference, localSpan, type ReferenceRow } from './board-reference.ts';

/** What a board of this month shows beside its figures equals plain SQL: percentiles, models, ranks of last month. */
export async function expectDetails(
  { database, client }: Asked,
  scope: ScopeName,
  zone: string,
  basis: Basis,
): Promise<void> {
  const { value, asOf } = await client.ask<Leaderboard>(
    `/leaderboard?scope=${scope}&period=monthly&percentiles=1&rankChange=1${scope === 'model' ? '' : '&models=1'}`,
  );
  const { subject, counts, keepsUnnamedModels } = scopes[scope];
  const onlyCache = counts === 'cache';
  const board = { subject, basis, onlyCache };
  const thisMonth = { ...board, where: unitSpan('month', asOf, zone) };
  const begin = `date_trunc('month', ${localTime(asOf, zone)})`;
  const lastMonth = { ...board, where: localSpan(zone, `${begin} - interval '1 month'`, begin) };

  const wanted = await boardReference(database, thisMonth);
  for (const row of value.rows) {
    const { durations, ttfts } = wanted.get(row.id) ?? {};
    expect([row.id, ...percentilesOf(row)]).toEqual([row.id, ...rounded(durations), ...rounded(ttfts)]);
  }

  const models = (await boardModelsReference(database, thisMonth)).filter(
    ({ row, model }) => scope !== 'model' && wanted.has(row) && (keepsUnnamedModels || model !== null),
  );
  const nameOf = (row: number | string, model: string | null) => JSON.stringify([row, model]);
  const byName = new Map(models.map(({ row, model, figures }) => [nameOf(row, model), figures]));
  const shown = value.rows.flatMap((row) =>
    (row.models ?? []).map((part) => ({ ...row, ...part, key: nameOf(row.id, part.model) })),
  );
  expect(shown.map(({ key }) => key).sort()).toEqual([...byName.keys()].sort());
  for (const { key, ...part } of shown) {
    expect(boardDifferences(part, byName.get(key), onlyCache)).toEqual([]);
  }

  // The gateway's coefficients come before hit rates on this board, and are not counted from the ledger.
  if (scope === 'providerCacheHitRate') return;
  const before = [...(await boardReference(database, lastMonth))].map(
    ([id, row]) => [id, worth(row, onlyCache)] as const,
  );
  const worthOf = new Map(before);
  for (const { id, rankBefore } of value.rows) {
    const own = worthOf.get(id);
    if (own === undefined) expect([id, rankBefore]).toEqual([id, null]);
    else {
      expect(rankBefore).toBeGreaterThan(before.filter(([, other]) => other > own).length);
      expect(rankBefore).toBeLessThanOrEqual(before.filter(([, other]) => other >= own).length);
    }
  }
}

const percentilesOf = (row: LeaderboardRow) => [
  row.durationP50Ms,
  row.durationP95Ms,
  row.durationP99Ms,
  row.ttftP50Ms,
  row.ttftP95Ms,
  row.ttftP99Ms,
];

const rounded = (values: readonly (number | null)[] | null | undefined) =>
  [0, 1, 2].map((index) => {
    const value = values?.[index] ?? null;
    return value === null ? null : Number(value.toFixed(2));
  });

/** What a board is ranked by, where no two figures that differ become one. */
const worth = ({ cost, read_tokens, prompt_tokens }: ReferenceRow, onlyCache: boolean) =>
  onlyCache ? Number(read_tokens) / Number(prompt_tokens) : Number(cost);
