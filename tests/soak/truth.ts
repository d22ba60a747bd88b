import { Decimal } from 'decimal.js';
import type pg from 'pg';
import type { GatewayShape } from '../gateway/schema/shapes.ts';
import { zone } from './world.ts';

/** What the gateway itself has of one local day. */
interface DayTruth {
  requests: number;
  costUsd: Decimal;
}

/** A day, and what was ever deleted of it: it may be shown until the deletion is noticed. */
export interface WatchedDay extends DayTruth {
  deleted: DayTruth;
}

/** The condition of a billable row (facts/gateway.md 1.3), of a gateway of any age. */
const billable = (hasReplays: string) => `r.blocked_by IS NULL AND NOT ${hasReplays}
  AND lower(rtrim(coalesce(r.endpoint, ''), '/')) NOT IN ('/v1/messages/count_tokens', '/v1/responses/compact')`;

const billableOf: Readonly<Record<GatewayShape, string>> = {
  current: billable('r.is_replay'),
  'early-ledger': billable('false'),
  'request-log': `${billable('false')} AND r.deleted_at IS NULL`,
};

const tableOf = (shape: GatewayShape) => (shape === 'request-log' ? 'message_request' : 'usage_ledger');

/** The latest days, as many as the clock ever leaps over, as the gateway has them now: local date to figures. */
export async function readDays(database: pg.Pool, shape: GatewayShape): Promise<Map<string, WatchedDay>> {
  const { rows } = await database.query<{
    day: string;
    requests: string;
    cost: string;
    gone: string;
    gone_cost: string;
  }>(
    `WITH here AS (
       SELECT (r.created_at AT TIME ZONE $1)::date AS day, count(*) AS requests, coalesce(sum(r.cost_usd), 0) AS cost
       FROM ${tableOf(shape)} r WHERE ${billableOf[shape]} AND r.created_at > now() - interval '100 days' GROUP BY 1),
     deleted AS (
       SELECT (created_at AT TIME ZONE $1)::date AS day, sum(requests) AS requests, sum(cost) AS cost
       FROM soak.deleted GROUP BY 1)
     SELECT day::text, coalesce(h.requests, 0) AS requests, coalesce(h.cost, 0)::text AS cost,
            coalesce(d.requests, 0) AS gone, coalesce(d.cost, 0)::text AS gone_cost
     FROM here h FULL JOIN deleted d USING (day)`,
    [zone],
  );
  return new Map(
    rows.map(({ day, requests, cost, gone, gone_cost }) => [
      day,
      {
        requests: Number(requests),
        costUsd: new Decimal(cost),
        deleted: { requests: Number(gone), costUsd: new Decimal(gone_cost) },
      },
    ]),
  );
}

/** Keeps a place for what is deleted, in a schema of its own, which no exporter looks at. */
export async function prepareTruth(database: pg.Pool): Promise<void> {
  await database.query(`
    CREATE SCHEMA soak;
    CREATE TABLE soak.deleted (created_at timestamptz, requests bigint, cost numeric);`);
}

/** Requests and cost of each provider: by id, as text. */
export type ProviderSums = Map<string, DayTruth>;

/**
 * Lets the ledger itself add up all that was ever counted in it: whatever is deleted or taken back stays in the sum, and
 * what rises again is added again, as counters do.
 */
export async function observeLedger(database: pg.Pool): Promise<void> {
  await database.query(`
    CREATE TABLE soak.risen (provider_id integer, requests bigint, cost numeric);
    CREATE FUNCTION soak.counted(r usage_ledger) RETURNS boolean LANGUAGE sql AS
      $$ SELECT r.status_code IS NOT NULL AND ${billable("coalesce((to_jsonb(r) ->> 'is_replay')::boolean, false)")} $$;
    INSERT INTO soak.risen SELECT final_provider_id, count(*), coalesce(sum(greatest(cost_usd, 0)), 0)
      FROM usage_ledger r WHERE soak.counted(r) GROUP BY 1;
    CREATE FUNCTION soak.add_up() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
      was boolean := false;
    BEGIN
      IF NOT soak.counted(NEW) THEN RETURN NULL; END IF;
      IF TG_OP = 'UPDATE' THEN was := soak.counted(OLD) AND OLD.final_provider_id = NEW.final_provider_id; END IF;
      INSERT INTO soak.risen VALUES (NEW.final_provider_id, CASE WHEN was THEN 0 ELSE 1 END,
        greatest(0, greatest(coalesce(NEW.cost_usd, 0), 0) - CASE WHEN was THEN greatest(coalesce(OLD.cost_usd, 0), 0) ELSE 0 END));
      RETURN NULL;
    END $$;
    CREATE TRIGGER soak_add_up AFTER INSERT OR UPDATE ON usage_ledger FOR EACH ROW EXECUTE FUNCTION soak.add_up();
    CREATE FUNCTION soak.keep_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO soak.deleted VALUES (OLD.created_at, 1, coalesce(OLD.cost_usd, 0));
      RETURN NULL;
    END $$;
    CREATE TRIGGER soak_keep_deleted AFTER DELETE ON usage_ledger FOR EACH ROW EXECUTE FUNCTION soak.keep_deleted();`);
}

const sumsOf = async (database: pg.Pool, sql: string): Promise<ProviderSums> => {
  const { rows } = await database.query<{ id: string; requests: string; cost: string }>(sql);
  return new Map(
    rows.map(({ id, requests, cost }) => [id, { requests: Number(requests), costUsd: new Decimal(cost) }]),
  );
};

/** The most that counters may show. */
export const mostCounted = (database: pg.Pool): Promise<ProviderSums> =>
  sumsOf(
    database,
    `SELECT provider_id::text AS id, sum(requests) AS requests, sum(cost)::text AS cost FROM soak.risen GROUP BY 1`,
  );

/** The least that counters may show of a ledger that stands still: what is in it. */
export const leastCounted = (database: pg.Pool): Promise<ProviderSums> =>
  sumsOf(
    database,
    `SELECT final_provider_id::text AS id, count(*) AS requests, coalesce(sum(greatest(cost_usd, 0)), 0)::text AS cost
     FROM usage_ledger r WHERE soak.counted(r) GROUP BY 1`,
  );
