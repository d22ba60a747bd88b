import { repeatedly, type Pace, type Question } from './answers.ts';
import type { Directory } from './gateway/directory.ts';
import { GatewayError } from './gateway/failure.ts';
import type { Redis } from './gateway/redis.ts';
import type { GatewaySchema } from './gateway/schema.ts';
import type { ResolvedTimezone } from './gateway/timezone.ts';
import type { AskLedger } from './ledger/access.ts';
import type { Ledger } from './ledger/keeper.ts';
import { quotas, type SubjectQuotas } from './questions/quotas.ts';
import {
  fiveHourWindows,
  hasFixedFiveHours,
  type FiveHourWindow,
} from './questions/quotas/five-hour-windows.ts';
import { quotaSubjects, type QuotaScope, type QuotaSubject } from './questions/quotas/subjects.ts';

/** What quotas are made from. */
export interface QuotaSources {
  redis: Redis | undefined;
  askLedger: AskLedger;
  /** Undefined when PostgreSQL answers in its place. */
  ledger: Ledger | undefined;
  /** The gateway as it was last found. Throws a GatewayError before the first time. */
  known: () => { schema: GatewaySchema; directory: Directory; timezone: ResolvedTimezone };
}

/** Least time between two sums over many users' or keys' months on a PostgreSQL. */
const POSTGRES_INTERVAL_MS = 60_000;

/** The question of all quotas of a scope. */
export function quotaQuestion(
  scope: QuotaScope,
  pace: (intervalMs: number) => Pace,
  intervalMs: number,
  { redis, askLedger, ledger, known }: QuotaSources,
): Question<SubjectQuotas[]> {
  const isManyOnPostgres = scope !== 'provider' && ledger === undefined;
  const paced = isManyOnPostgres
    ? { ...pace(Math.max(intervalMs, POSTGRES_INTERVAL_MS)), afterTimeoutMs: POSTGRES_INTERVAL_MS }
    : pace(intervalMs);
  return repeatedly(`${scope}_quotas`, 'postgres', paced, () => {
    const { schema, directory, timezone } = known();
    if (scope !== 'provider' && ledger !== undefined) refuseUntilCopied(ledger);
    return askLedger(
      schema,
      () => -Infinity,
      async (reader, now) => {
        const subjects = quotaSubjects(scope, directory);
        const fiveHours = await openFiveHourWindows(redis, subjects);
        return quotas(reader, scope, subjects, now, timezone.name, fiveHours);
      },
    );
  });
}

/** There may be thousands of users and keys: while the copy cannot answer, the gateway's database is spared their sums. */
function refuseUntilCopied(ledger: Ledger): void {
  const current = ledger.current();
  if (current?.holdsFrom === -Infinity) return;
  const { failure } = ledger.state();
  throw new GatewayError(
    failure?.kind ?? 'not-configured',
    failure?.detail ?? 'the ledger is still being copied, and quotas of users and keys need all of it',
  );
}

/** Without Redis no window is known, and the quotas that need one are unknown. */
async function openFiveHourWindows(
  redis: Redis | undefined,
  subjects: readonly QuotaSubject[],
): Promise<Map<number, FiveHourWindow>> {
  if (redis === undefined || !subjects.some(hasFixedFiveHours)) return new Map();
  try {
    return await redis.attempt(async () => fiveHourWindows(redis, await redis.now(), subjects));
  } catch {
    return new Map();
  }
}
