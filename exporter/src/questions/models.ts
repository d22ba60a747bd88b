import type { LedgerReader } from '../ledger/reader.ts';
import type { Span } from '../ledger/totals.ts';
import { boardModel, type ModelBasis } from './leaderboard/board-sql.ts';
import { moneyText, moneyUnits } from './money.ts';
import { compareNames } from './names.ts';
import { periodSpans, type Period } from './periods.ts';

/** A part of all usage. */
interface UsageShare {
  requests: number;
  /** Exact decimal string of USD; null when the gateway's version keeps no cost. */
  costUsd: string | null;
  tokens: number;
  /** Share of all requests, 0 to 1; null when there are none. */
  share: number | null;
}

/** How requests are spread over models. The parts add up to the whole. */
export interface ModelDistribution {
  engine: LedgerReader['engine'];
  /** Unix ms; undefined at an end that is open. */
  span: Span;
  timezone: string;
  modelBasis: ModelBasis;
  total: UsageShare;
  /** The costliest first, as on the gateway's model board. */
  models: (UsageShare & { model: string })[];
  /** Models beyond the limit, and requests that name none. */
  other: UsageShare & { models: number };
}

interface ModelRow {
  model: string | null;
  requests: string;
  cost: string | null;
  tokens: string | null;
}

interface Sums {
  requests: number;
  cost: bigint;
  tokens: bigint;
}

/** The statement of {@link modelDistribution}: one row for each model. */
export function modelsSql(reader: LedgerReader, span: Span, modelBasis: ModelBasis, userId?: number): string {
  const family = userId === undefined ? 'model' : 'user_model';
  return `
    SELECT nullif(${boardModel(modelBasis)}, '') AS model, sum(requests)::text AS requests,
           sum(cost_usd)::text AS cost, sum(total_tokens)::text AS tokens
    FROM ${reader.totals(family, span, 'any', ['requests', 'cost_usd', 'total_tokens'])}
    ${userId === undefined ? '' : `WHERE user_id = ${Math.trunc(userId)}`}
    GROUP BY 1 HAVING sum(requests) > 0`;
}

/**
 * Answers how the billable rows of a period, or one user's, are spread over models, the `limit` costliest by name.
 * @throws BadQuestion when the period is none
 */
export async function modelDistribution(
  reader: LedgerReader,
  modelBasis: ModelBasis,
  { period, limit = 10, userId }: { period: Period; limit?: number; userId?: number | undefined },
  timezone: string,
  now: number,
): Promise<ModelDistribution> {
  const { span } = periodSpans(period, now, timezone);
  const rows = (await reader.query<ModelRow>(modelsSql(reader, span, modelBasis, userId))).map((row) => ({
    model: row.model,
    requests: Number(row.requests),
    cost: moneyUnits(row.cost ?? '0'),
    tokens: BigInt(row.tokens ?? '0'),
  }));
  const named = rows.filter((row): row is typeof row & { model: string } => row.model !== null);
  named.sort(
    (one, other) =>
      Number(other.cost > one.cost) - Number(other.cost < one.cost) ||
      other.requests - one.requests ||
      compareNames(one.model, other.model),
  );
  const shown = named.slice(0, limit);
  const rest = [...named.slice(limit), ...rows.filter(({ model }) => model === null)];
  const total = added(rows);
  const knowsCost = reader.knows('cost_usd');
  const shareOf = (sums: Sums): UsageShare => ({
    requests: sums.requests,
    costUsd: knowsCost ? moneyText(sums.cost) : null,
    tokens: Number(sums.tokens),
    share: total.requests === 0 ? null : sums.requests / total.requests,
  });
  return {
    engine: reader.engine,
    span,
    timezone,
    modelBasis,
    total: shareOf(total),
    models: shown.map((row) => ({ model: row.model, ...shareOf(row) })),
    other: { models: named.length - shown.length, ...shareOf(added(rest)) },
  };
}

function added(parts: readonly Sums[]): Sums {
  return {
    requests: parts.reduce((total, { requests }) => total + requests, 0),
    cost: parts.reduce((total, { cost }) => total + cost, 0n),
    tokens: parts.reduce((total, { tokens }) => total + tokens, 0n),
  };
}
