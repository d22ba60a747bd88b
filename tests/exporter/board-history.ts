import { seedDirectory } from '../gateway/directory.ts';
import { fillHistory } from '../gateway/history.ts';
import { gatewayOptions, type GatewayOptions } from '../gateway/options.ts';
import { copyLedger, type LedgerCopy } from './ledger-copy.ts';
import { startStack, type Stack } from './stack.ts';

/** A gateway with a past, and both engines on it. */
export interface BoardHistory {
  stack: Stack;
  ledger: LedgerCopy;
  stop: () => Promise<void>;
}

/** What history seldom has: odd names, absurd figures, rows at the very edges of days. */
const oddities = [
  `UPDATE usage_ledger SET model = '' WHERE id % 101 = 1`,
  `UPDATE usage_ledger SET original_model = NULL WHERE id % 103 = 1`,
  `UPDATE usage_ledger SET model = NULL, original_model = NULL WHERE id % 107 = 1`,
  `UPDATE usage_ledger SET original_model = '  ' || original_model || ' ' WHERE id % 109 = 1`,
  `UPDATE usage_ledger SET original_model = '   ' WHERE id % 113 = 1`,
  `UPDATE usage_ledger SET output_tokens = NULL WHERE id % 127 = 1`,
  `UPDATE usage_ledger SET output_tokens = 9223372036854775807 WHERE id % 9973 = 7`,
  `UPDATE usage_ledger SET cost_usd = 999999.999999999999999 WHERE id % 9973 = 8`,
  `UPDATE usage_ledger SET duration_ms = -5, first_byte_ms = -2147483648 WHERE id % 997 = 9`,
  `UPDATE usage_ledger SET cost_usd = NULL WHERE id % 499 = 1`,
  `UPDATE usage_ledger SET created_at = date_trunc('day', created_at) WHERE id % 211 = 1`,
  `UPDATE usage_ledger SET created_at = date_trunc('day', created_at) + interval '15 hours 59 min 59.999999 s'
   WHERE id % 223 = 1`,
  `UPDATE usage_ledger SET created_at = date_trunc('day', created_at) + interval '16 hours' WHERE id % 227 = 1`,
];

/** Fills a gateway with 100 days before `until` (Unix ms), and copies it. */
export async function startBoardHistory(
  until: number,
  rows: number,
  options: Partial<GatewayOptions> = {},
): Promise<BoardHistory> {
  const stack = await startStack(options.shape);
  const directory = await seedDirectory(stack.database, gatewayOptions({ timezone: null, ...options }));
  const end = new Date(until);
  await fillHistory(stack.ownerUrl, directory, { rows, days: 100, seed: 5, until: end, requestLogDays: 1 });
  if ((options.shape ?? 'current') === 'current') {
    for (const statement of oddities) await stack.database.query(statement);
    await stack.database.query('ANALYZE usage_ledger');
  }
  const ledger = await copyLedger(stack, { now: until });
  return {
    stack,
    ledger,
    async stop() {
      await ledger.stop();
      await stack.stop();
    },
  };
}
