import type { Decimal } from 'decimal.js';
import type { LedgerReader } from '../ledger/reader.ts';
import type { Span } from '../ledger/totals.ts';
import { boardModel, type ModelBasis } from './leaderboard/board-sql.ts';
import { Exact, moneyText } from './money.ts';
import { compareNames } from './names.ts';
import { periodSpans, type Period } from './periods.ts';

/** A part of all usage. */
export interface UsageShare {
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
  tokens: string;
}

interface Sums {
  requests: number;
  cost: Decimal | null;
  tokens: Decimal;
}

/** The statement of {@link modelDistribution}: one row for each model. */
export function modelsSql(reader: LedgerReader, span: Span, modelBasis: ModelBasis): string {
  return `
    SELECT model, sum(requests)::text AS requests, coalesce(sum(total_tokens), 0)::text AS tokens,
           ${reader.knows('cost_usd') ? 'coalesce(sum(cost_usd), 0)::text' : 'NULL::text'} AS cost
    FROM (
      SELECT nullif(${boardModel(modelBasis)}, '') AS model, requests, cost_usd, total_tokens
      FROM ${reader.totals('model', span, 'any', ['requests', 'cost_usd', 'total_tokens'])}
    ) AS counted
    GROUP BY model`;
}

/**
 * Answers how the billable rows of a period are spread over models, the `limit` costliest by name.
 * @throws BadQuestion when the period is none
 */
export async function modelDistribution(
  reader: LedgerReader,
  modelBasis: ModelBasis,
  { period, limit = 10 }: { period: Period; limit?: number },
  timezone: string,
  now: number,
): Promise<ModelDistribution> {
  const { span } = periodSpans(period, now, timezone);
  const rows = (await reader.query<ModelRow>(modelsSql(reader, span, modelBasis))).map((row) => ({
    model: row.model,
    requests: Number(row.requests),
    cost: row.cost === null ? null : new Exact(row.cost),
    tokens: new Exact(row.tokens),
  }));
  const named = rows.filter((row): row is typeof row & { model: string } => row.model !== null);
  named.sort(
    (one, other) =>
      (other.cost ?? new Exact(0)).comparedTo(one.cost ?? 0) ||
      other.requests - one.requests ||
      compareNames(one.model, other.model),
  );
  const shown = named.slice(0, limit);
  const rest = [...named.slice(limit), ...rows.filter(({ model }) => model === null)];
  const total = added(rows, reader.knows('cost_usd'));
  const shareOf = (sums: Sums): UsageShare => ({
    requests: sums.requests,
    costUsd: sums.cost === null ? null : moneyText(sums.cost),
    tokens: sums.tokens.toNumber(),
    share: total.requests === 0 ? null : sums.requests / total.requests,
  });
  return {
    engine: reader.engine,
    span,
    timezone,
    modelBasis,
    total: shareOf(total),
    models: shown.map((row) => ({ model: row.model, ...shareOf(row) })),
    other: { models: named.length - shown.length, ...shareOf(added(rest, reader.knows('cost_usd'))) },
  };
}

function added(parts: readonly Sums[], knowsCost: boolean): Sums {
  return {
    requests: parts.reduce((total, { requests }) => total + requests, 0),
    cost: knowsCost ? parts.reduce((total, { cost }) => total.plus(cost ?? 0), new Exact(0)) : null,
    tokens: parts.reduce((total, { tokens }) => total.plus(tokens), new Exact(0)),
  };
}
