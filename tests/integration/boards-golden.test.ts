import type { Leaderboard, LeaderboardRow } from '../../exporter/src/contract/index.ts';
import { leaderboard } from '../../exporter/src/questions/leaderboard.ts';
import { apiClient } from '../exporter/api-client.ts';
import { copyLedger, type LedgerCopy } from '../exporter/ledger-copy.ts';
import { startStack, type Stack } from '../exporter/stack.ts';
import { goldenAnswers, type GoldenAnswer } from '../golden/answers.ts';
import { loadGoldenLedger } from '../golden/load.ts';
import { waitUntil } from '../servers/wait-until.ts';

/** A row as the question gives it, and the API too. */
type BoardRow = LeaderboardRow;
type BoardModel = NonNullable<LeaderboardRow['models']>[number];

let stack: Stack;
let ledger: LedgerCopy;
beforeAll(async () => {
  stack = await startStack();
  const client = await stack.database.connect();
  await loadGoldenLedger(client);
  client.release();
  ledger = await copyLedger(stack);
}, 60_000);
afterAll(async () => {
  await ledger.stop();
  await stack.stop();
});

const number = (text: string | null | undefined) =>
  text === null || text === undefined ? null : Number(text);

/** A row in the gateway's own words. What it calls 0 for want of a sample is unknown to us. */
const usage = (row: BoardRow | BoardModel, isProvider: boolean) => ({
  totalRequests: row.requests,
  totalCost: number(row.costUsd),
  totalTokens: row.tokens,
  ...(isProvider && {
    successRate: row.successRate,
    avgTtftMs: row.avgTtftMs ?? 0,
    avgTokensPerSecond: row.avgTokensPerSecond ?? 0,
    cacheCoefficientBp: row.cacheCoefficientBp,
    avgCostPerRequest: number(row.avgCostPerRequestUsd),
    avgCostPerMillionTokens: number(row.avgCostPerMillionTokensUsd),
  }),
});

const cache = (row: BoardRow | BoardModel) => ({
  totalRequests: row.requests,
  cacheReadTokens: row.cacheReadTokens,
  totalInputTokens: row.totalInputTokens,
  cacheHitRate: row.cacheHitRate,
});

const cacheSubject = (row: BoardRow) => ({
  ...cache(row),
  totalCost: number(row.costUsd),
  cacheCreationCost: number(row.cacheCreationCostUsd),
  totalTokens: row.tokens,
});

const models = (row: BoardRow, figures: (model: BoardModel) => object) =>
  row.models === undefined
    ? {}
    : { modelStats: row.models.map((model) => ({ model: model.model, ...figures(model) })) };

const asGateway: Record<GoldenAnswer['scope'], (row: BoardRow) => object> = {
  user: (row) => ({
    userId: row.id,
    userName: row.name,
    ...usage(row, false),
    ...models(row, (model) => usage(model, false)),
  }),
  userCacheHitRate: (row) => ({ userId: row.id, userName: row.name, ...cacheSubject(row) }),
  provider: (row) => ({
    providerId: row.id,
    providerName: row.name,
    ...usage(row, true),
    ...models(row, (model) => usage(model, true)),
  }),
  providerCacheHitRate: (row) => ({
    providerId: row.id,
    providerName: row.name,
    ...cacheSubject(row),
    cacheCoefficientBp: row.cacheCoefficientBp,
    ...models(row, (model) => ({ ...cache(model), cacheCoefficientBp: model.cacheCoefficientBp })),
  }),
  model: (row) => ({ model: row.id, ...usage(row, false), successRate: row.successRate }),
};

/** Fields that say in words what the answer as a whole says once, or what a null says. */
const spoken =
  /^(rowIdentityBasis|successRateBasis|costTokensBasis|basisDisclosureRequired|successRateUnavailableReason)$/;

/** Models by name where hit rate and requests are the same: then the gateway's order is whatever its database gives. */
function untied(rows: readonly Record<string, unknown>[]): Record<string, unknown>[] {
  const rank = ({ cacheHitRate, totalRequests }: Record<string, unknown>) =>
    JSON.stringify([cacheHitRate, totalRequests]);
  return rows.map((row) => {
    const stats = row.modelStats as Record<string, unknown>[] | undefined;
    if (stats?.[0] === undefined || !('cacheHitRate' in stats[0])) return row;
    const place = new Map(stats.map((model, index) => [rank(model), index]));
    const order = (model: Record<string, unknown>) => place.get(rank(model)) ?? 0;
    const modelStats = [...stats].sort(
      (one, other) => order(one) - order(other) || (String(one.model) < String(other.model) ? -1 : 1),
    );
    return { ...row, modelStats };
  });
}

/** Differences of two values; numbers may differ in the last bits, since the gateway adds up doubles. */
function differences(found: unknown, wanted: unknown, path: string): string[] {
  if (typeof found === 'number' && typeof wanted === 'number') {
    const isInteger = Number.isInteger(wanted);
    const isNear = Math.abs(found - wanted) <= (isInteger ? 0 : 1e-13 * Math.abs(wanted));
    return isNear ? [] : [`${path}: ${found}, not ${wanted}`];
  }
  if (typeof found === 'object' && typeof wanted === 'object' && found !== null && wanted !== null) {
    const names = [...Object.keys(found), ...Object.keys(wanted)].filter((name) => !spoken.test(name));
    return [...new Set(names)].flatMap((name) =>
      differences(
        (found as Record<string, unknown>)[name],
        (wanted as Record<string, unknown>)[name],
        `${path}.${name}`,
      ),
    );
  }
  return found === wanted ? [] : [`${path}: ${String(found)}, not ${String(wanted)}`];
}

const answers = goldenAnswers().map((answer): [string, GoldenAnswer] => {
  const { timezone, startDate, endDate, scope, userTags, userGroups, providerType } = answer;
  const filters = [userTags, userGroups, providerType].flat().filter((name) => name !== undefined);
  return [[scope, startDate, endDate, timezone, ...filters].join(' '), answer];
});

async function setSettings({ billingModelSource, timezone }: GoldenAnswer): Promise<void> {
  await stack.database.query('TRUNCATE system_settings');
  await stack.database.query(
    `INSERT INTO system_settings (site_title, billing_model_source, timezone) VALUES ('CC Hub', $1, $2)`,
    [billingModelSource, timezone],
  );
}

test.each(answers)('%s: the values and the order of the real gateway, on both engines', async (_, answer) => {
  const {
    timezone,
    startDate,
    endDate,
    scope,
    userTags,
    userGroups,
    providerType,
    models: withModels,
  } = answer;
  await setSettings(answer);
  for (const reader of Object.values(ledger.readers)) {
    const board = await leaderboard(
      {
        reader,
        directory: await ledger.directory(),
        timezone,
        coefficients: () => Promise.resolve(undefined),
      },
      { scope, period: { startDate, endDate }, userTags, userGroups, providerType, models: withModels },
      Date.now(),
    );
    expect(board.engine).toBe(reader.engine);
    const found = board.rows.map(asGateway[scope]) as Record<string, unknown>[];
    expect(differences(untied(found), untied(answer.rows), reader.engine)).toEqual([]);
  }
});

test('over HTTP too, each in its zone and by its source of model names', async () => {
  const exporter = await stack.startExporter({ DIRECTORY_INTERVAL: '1', HEARTBEAT_INTERVAL: '0.5' });
  const admin = apiClient(exporter, {});
  const inTurn = goldenAnswers().toSorted((one, other) => one.timezone.localeCompare(other.timezone));
  let settings = '';
  for (const answer of inTurn) {
    const { timezone, billingModelSource, scope, startDate, endDate } = answer;
    if (settings !== `${timezone} ${billingModelSource}`) {
      settings = `${timezone} ${billingModelSource}`;
      await setSettings(answer);
      await waitUntil('the settings are in force', async () => {
        const board = await admin.ask<Leaderboard>('/leaderboard');
        return `${board.timezone} ${board.value.modelBasis}` === settings;
      });
    }
    const { userTags, userGroups, providerType, models: withModels } = answer;
    const query = new URLSearchParams({
      scope,
      period: 'custom',
      startDate,
      endDate,
      ...(userTags && { userTags: JSON.stringify(userTags) }),
      ...(userGroups && { userGroups: userGroups.join(',') }),
      ...(providerType && { providerType }),
      ...(withModels !== undefined && { models: String(withModels) }),
    });
    const path = `/leaderboard?${query.toString()}`;
    const { value } = await admin.ask<Leaderboard>(path);
    const found = value.rows.map(asGateway[scope]) as Record<string, unknown>[];
    expect(differences(untied(found), untied(answer.rows), path)).toEqual([]);
  }
  expect(new Set(inTurn.map(({ timezone }) => timezone)).size).toBe(2);
}, 60_000);
