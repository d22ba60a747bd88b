import type pg from 'pg';
import type { ModelPrice } from './billing.ts';
import {
  groupNames,
  providerTypes,
  type ApiKey,
  type GatewaySettings,
  type Participants,
  type Provider,
  type SpendLimits,
  type SpendResets,
  type User,
} from './participants.ts';

/** A row as pg gives it: numeric as string; columns that this version of the gateway lacks are undefined. */
type Row = Readonly<Record<string, unknown>>;

/** What the gateway falls back to when neither its settings nor its environment name a zone. */
const gatewayDefaultZone = 'Asia/Shanghai';

/**
 * Reads who takes part from the gateway's tables, of whatever shape.
 *
 * @throws when PostgreSQL cannot be reached or the tables are missing
 */
export async function readParticipants(database: pg.Pool): Promise<Participants> {
  const rowsOf = async (sql: string) => (await database.query<Row>(sql)).rows;
  const hasGroups = await database.query<{ there: boolean }>(
    `SELECT to_regclass('public.provider_groups') IS NOT NULL AS there`,
  );
  const groups = hasGroups.rows[0]?.there === true ? await rowsOf('SELECT * FROM provider_groups') : [];
  const [settings = {}] = await rowsOf('SELECT * FROM system_settings ORDER BY id LIMIT 1');
  return {
    users: (await rowsOf('SELECT * FROM users ORDER BY id')).map(userOf),
    keys: (await rowsOf('SELECT * FROM keys ORDER BY id')).map(keyOf),
    providers: (await rowsOf('SELECT * FROM providers ORDER BY id')).map(providerOf),
    groupMultipliers: new Map(groups.map((row) => [text(row.name), text(row.cost_multiplier, '1.0')])),
    prices: await readPrices(database),
    settings: settingsOf(settings),
  };
}

/** Prices are read as text: a JSON number would come as a float. */
async function readPrices(database: pg.Pool): Promise<Map<string, ModelPrice>> {
  const { rows } = await database.query<{ name: string; price: ModelPrice }>(`
    SELECT DISTINCT ON (model_name) model_name AS name,
      jsonb_build_object(
        'input', price_data ->> 'input_cost_per_token',
        'output', price_data ->> 'output_cost_per_token',
        'cacheWrite5m', price_data ->> 'cache_creation_input_token_cost',
        'cacheWrite1h', price_data ->> 'cache_creation_input_token_cost_above_1hr',
        'cacheRead', price_data ->> 'cache_read_input_token_cost') AS price
    FROM model_prices
    ORDER BY model_name, (source = 'manual') DESC, created_at DESC NULLS LAST, id DESC`);
  return new Map(rows.map(({ name, price }) => [name, price]));
}

const userOf = (row: Row): User => ({
  id: Number(row.id),
  name: text(row.name),
  active: row.is_enabled !== false && row.deleted_at === null && !isPast(row.expires_at),
  deleted: row.deleted_at !== null,
  requestsPerMinute: positive(row.rpm_limit),
  limits: limitsOf(row, row.daily_limit_usd),
  resets: resetsOf(row),
});

const keyOf = (row: Row): ApiKey => ({
  id: Number(row.id),
  userId: Number(row.user_id),
  name: text(row.name),
  key: text(row.key),
  active: row.is_enabled !== false && row.deleted_at === null && !isPast(row.expires_at),
  groups: groupNames(row.provider_group as string | null),
  limits: limitsOf(row, row.limit_daily_usd),
  resets: resetsOf(row),
});

const providerOf = (row: Row): Provider => ({
  id: Number(row.id),
  name: text(row.name),
  type: providerTypes.find((type) => type === row.provider_type) ?? 'claude',
  active: row.is_enabled === true && row.deleted_at === null,
  deleted: row.deleted_at !== null,
  weight: Number(row.weight ?? 1),
  priority: Number(row.priority ?? 0),
  costMultiplier: text(row.cost_multiplier, '1.0'),
  groups: groupNames(row.group_tag as string | null),
  redirects: redirectsOf(row.model_redirects),
  slots: positive(row.limit_concurrent_sessions),
  limits: limitsOf(row, row.limit_daily_usd),
  resets: resetsOf(row),
  breaker: {
    failureThreshold: Number(row.circuit_breaker_failure_threshold ?? 5),
    openMs: Number(row.circuit_breaker_open_duration ?? 1_800_000),
    halfOpenSuccesses: Number(row.circuit_breaker_half_open_success_threshold ?? 2),
  },
});

const settingsOf = (row: Row): GatewaySettings => ({
  timezone: isTimezone(row.timezone) ? row.timezone : gatewayDefaultZone,
  highConcurrency: row.enable_high_concurrency_mode === true,
  answersWarmups: row.intercept_anthropic_warmup_requests === true,
  billsHedgeLosers: row.bill_hedge_losers !== false,
});

function limitsOf(row: Row, daily: unknown): SpendLimits {
  const limits = {
    fiveHours: row.limit_5h_usd,
    daily,
    weekly: row.limit_weekly_usd,
    monthly: row.limit_monthly_usd,
    total: row.limit_total_usd,
  };
  return Object.fromEntries(Object.entries(limits).filter(([, limit]) => Number(limit ?? 0) > 0));
}

const resetsOf = (row: Row): SpendResets => ({
  fiveHours: row.limit_5h_reset_mode === 'fixed' ? 'fixed' : 'rolling',
  daily: row.daily_reset_mode === 'rolling' ? 'rolling' : 'fixed',
  dailyAt: text(row.daily_reset_time, '00:00'),
});

/** Both forms of the gateway: an object `{source: target}`, and a list of `{source, target}` rules. */
function redirectsOf(stored: unknown): Map<string, string> {
  if (stored === null || typeof stored !== 'object') return new Map();
  const pairs: [string, unknown][] = Array.isArray(stored)
    ? (stored as { source: string; target: string }[]).map(({ source, target }) => [source, target])
    : Object.entries(stored);
  return new Map(pairs.flatMap(([from, to]) => (typeof to === 'string' ? [[from, to]] : [])));
}

const text = (value: unknown, otherwise = '') => (typeof value === 'string' ? value : otherwise);

function positive(value: unknown): number | undefined {
  const number = Number(value ?? 0);
  return number > 0 ? number : undefined;
}

const isPast = (value: unknown) => value instanceof Date && value.getTime() <= Date.now();

function isTimezone(name: unknown): name is string {
  if (typeof name !== 'string' || name === '') return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
