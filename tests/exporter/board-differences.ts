import type { LeaderboardRow } from '../../exporter/src/contract/index.ts';
import type { ReferenceRow } from './board-reference.ts';

/** A row as the question or the API tells it. */
type Row = Omit<LeaderboardRow, 'models'>;

const near = (found: number | null | undefined, wanted: number | null) =>
  wanted === null || found === null || found === undefined
    ? found === wanted
    : Math.abs(found - wanted) <= 1e-12 * Math.abs(wanted);

const quotient = (dividend: string, divisor: string) =>
  Number(divisor) === 0 ? null : Number(dividend) / Number(divisor);

/** What differs between a board's row and its reference, to the last digit of money. */
export function boardDifferences(row: Row, wanted: ReferenceRow | undefined, onlyCache: boolean): string[] {
  if (wanted === undefined) return [`nothing is known of ${row.id}`];
  const rate = quotient(wanted.read_tokens, wanted.prompt_tokens);
  const common = {
    requests: row.requests === Number(wanted.requests),
    cost: row.costUsd === padded(wanted.cost),
    creation: row.cacheCreationCostUsd === padded(wanted.creation_cost),
    perRequest: near(Number(row.avgCostPerRequestUsd), quotient(wanted.cost, wanted.requests)),
  };
  const cache = {
    hitRate: near(row.cacheHitRate, rate),
    read: row.cacheReadTokens === Number(wanted.read_tokens),
    prompt: row.totalInputTokens === Number(wanted.prompt_tokens),
  };
  const usage = {
    tokens: row.tokens === Number(wanted.tokens),
    successRate: near(row.successRate, quotient(wanted.successes, wanted.countable)),
    ttft: near(row.avgTtftMs, wanted.ttft === null ? null : Number(wanted.ttft)),
    rate: near(row.avgTokensPerSecond, wanted.rate === null ? null : Number(wanted.rate)),
  };
  const checked = { ...common, ...(onlyCache ? cache : usage) };
  return Object.entries(checked).flatMap(([name, isRight]) =>
    isRight ? [] : [`${name} of ${row.id}: ${JSON.stringify(row)} not ${JSON.stringify(wanted)}`],
  );
}

/** Money with the ledger's 15 decimals. */
export const padded = (text: string) => {
  const [whole = '', fraction = ''] = text.split('.');
  return `${whole}.${fraction.padEnd(15, '0')}`;
};
