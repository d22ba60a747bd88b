import type { RefusedPlan, ReplayPlan, SensitiveWordPlan, WarmupPlan } from '../traffic/plan.ts';
import type { RequestSurroundings } from './carry-out.ts';
import { decidingAttempt } from './provider-chain.ts';
import { beginSession } from './request-session.ts';
import { replayValues, sensitiveWordValues, warmupValues } from './row-values.ts';

/** A warm-up has a session, but is not observed as one. */
export async function carryOutWarmup(plan: WarmupPlan, surroundings: RequestSurroundings): Promise<void> {
  const { log, pace, inserted, count } = surroundings;
  const { sequence } = await beginSession(plan, plan.session, surroundings);
  await pace.wait(plan.durationMs);
  inserted(await log.insert(warmupValues(plan, sequence)));
  count('finalised');
}

export async function carryOutSensitiveWord(
  plan: SensitiveWordPlan,
  { log, inserted, count }: RequestSurroundings,
): Promise<void> {
  inserted(await log.insert(sensitiveWordValues(plan)));
  count('finalised');
}

/** Without its source's row there is nothing to replay, and no trace of it. Replays are not observed as sessions. */
export async function carryOutReplay(plan: ReplayPlan, surroundings: RequestSurroundings): Promise<void> {
  const { log, pace, rowOf, inserted, count } = surroundings;
  const sourceId = await rowOf(plan.source.sequence);
  if (sourceId === undefined || !log.columns.has('is_replay')) {
    count('refused');
    return;
  }
  const { sequence } = await beginSession(plan, plan.source.session, surroundings);
  await pace.wait(plan.durationMs);
  const id = await log.insert(replayValues(plan, sourceId, sequence));
  inserted(id);
  const isCopied = await log.patch(id, { provider_id: decidingAttempt(plan.source).provider.id });
  count(isCopied ? 'finalised' : 'failed');
}

/** A guard after the session's turned it away: the session is observed, but there is no row. */
export async function carryOutRefused(plan: RefusedPlan, surroundings: RequestSurroundings): Promise<void> {
  const { request, keys } = await beginSession(plan, plan.session, surroundings);
  await keys?.observe(request);
  surroundings.count('refused');
}
