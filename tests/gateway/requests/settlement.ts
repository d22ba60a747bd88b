import { Decimal } from 'decimal.js';
import type { SessionUsage } from '../redis-keys/sessions.ts';
import type { Bill } from '../traffic/billing.ts';
import type { Ending } from '../traffic/plan.ts';

/** Only an answer that costs something renews its session. */
export const isRenewed = (bill: Bill) => new Decimal(bill.total).greaterThan(0);

/** What a session keeps of its last request. */
export const sessionUsage = ({ statusCode, errorMessage, usage, bill }: Ending): SessionUsage => ({
  statusCode,
  errorMessage,
  inputTokens: usage?.input,
  outputTokens: usage?.output,
  cacheCreationInputTokens: usage && (usage.cacheWrite5m ?? 0) + (usage.cacheWrite1h ?? 0),
  cacheReadInputTokens: usage?.cacheRead ?? undefined,
  costUsd: bill?.total,
});
