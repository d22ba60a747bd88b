import { isRenewed, sessionUsage } from './settlement.ts';
import type { LivePhase } from '../redis-keys/live-chain.ts';
import type { Attempt, Ending, LateLoser, ProxiedPlan } from '../traffic/plan.ts';
import type { RequestSurroundings } from './carry-out.ts';
import { chainAtStart, decidingAttempt, providerChain } from './provider-chain.ts';
import { beginSession, type RequestSession } from './request-session.ts';
import { billValues, finalValues, insertedValues } from './row-values.ts';

/**
 * A request that goes to providers: session, provider, INSERT, attempts, end. The keys are written before the row,
 * the bill may come after the status, and the costs of lost races up to two minutes later.
 */
export async function carryOutProxied(plan: ProxiedPlan, surroundings: RequestSurroundings): Promise<void> {
  const { keys, log, count, inserted } = surroundings;
  const session = await beginSession(plan, plan.session, surroundings);
  const [first] = plan.attempts;
  await keys.spend.countRequest(plan.caller, plan.sequence);
  if (!(await keys.slots.take(first.provider, plan.session.id))) {
    await session.keys?.observe(session.request);
    count('refused');
    return;
  }
  let id: number;
  try {
    id = await log.insert(insertedValues(plan, session.sequence));
  } catch (error) {
    await Promise.all([
      session.keys?.observe(session.request),
      keys.slots.release(first.provider, plan.session.id),
    ]);
    throw error;
  }
  inserted(id);
  await Promise.all([session.keys?.observe(session.request), session.keys?.enter(session.request)]);
  const { ending } = plan;
  // A crash: the process that would have written the rest is gone.
  if (ending === undefined) return;
  await forward(plan, ending, session, surroundings);
  await finish(plan, ending, id, session, surroundings);
}

interface Step {
  /** Simulated ms after the request's start. */
  readonly atMs: number;
  readonly run: () => Promise<unknown>;
}

/** Attempts begin and end at their times, until the request's end. */
async function forward(
  plan: ProxiedPlan,
  ending: Ending,
  session: RequestSession,
  surroundings: RequestSurroundings,
): Promise<void> {
  const { keys, pace } = surroundings;
  const start = performance.now();
  const publish = (phase: LivePhase, chain = chainAtStart(plan)) =>
    session.keys === undefined
      ? Promise.resolve()
      : keys.liveChain(plan.session, session.sequence, phase, chain);
  const later = plan.attempts.slice(1).map((attempt): Step => ({
    atMs: attempt.startMs,
    run: () =>
      Promise.all([
        keys.slots.take(attempt.provider, plan.session.id),
        publish(attempt.isHedge ? 'hedge_racing' : 'retrying'),
      ]),
  }));
  const ends = plan.attempts.map((attempt): Step => ({
    atMs: attempt.endMs,
    run: () => endAttempt(plan, attempt, surroundings),
  }));
  const answer: Step = {
    atMs: ending.firstByteMs ?? ending.durationMs,
    async run() {
      const { result, provider } = decidingAttempt(plan);
      if (result !== 'answered') return;
      await Promise.all([session.keys?.bind(session.request, provider), publish('streaming')]);
    },
  };
  await publish(plan.selection === 'session_reuse' ? 'session_reused' : 'provider_selected');
  const over: Step = { atMs: ending.durationMs, run: () => publish(lastPhase(ending), providerChain(plan)) };
  const steps = [...later, ...ends, answer, over].sort((a, b) => a.atMs - b.atMs);
  for (const step of steps) {
    const leftMs = step.atMs - (performance.now() - start) * pace.speed;
    if (leftMs > 0) await pace.wait(leftMs);
    await step.run();
  }
}

function lastPhase({ statusCode }: Ending): LivePhase {
  if (statusCode === 499) return 'aborted';
  return statusCode < 400 ? 'completed' : 'failed';
}

/** Everything but an answer gives the slot back; a loser that is drained keeps it until it is billed. */
async function endAttempt(plan: ProxiedPlan, attempt: Attempt, { keys }: RequestSurroundings): Promise<void> {
  const { provider, result, statusCode } = attempt;
  if (result === 'answered') {
    keys.breakers.answered(provider);
    return;
  }
  // A provider is to blame for its own errors, not for those of the client.
  if (result === 'failed' && (statusCode === undefined || statusCode >= 500)) keys.breakers.failed(provider);
  if (result !== 'hedge_loser_billed') await keys.slots.release(provider, plan.session.id);
}

async function finish(
  plan: ProxiedPlan,
  ending: Ending,
  id: number,
  session: RequestSession,
  surroundings: RequestSurroundings,
): Promise<void> {
  const { log, pace, count } = surroundings;
  const bill = ending.losesDetails ? undefined : ending.bill;
  const billsAtOnce = ending.billDelayMs === 0;
  const finalised = log.patch(id, {
    ...finalValues(plan, ending),
    ...(bill && billsAtOnce ? billValues(bill) : {}),
  });
  await session.keys?.leave(session.request, sessionUsage(ending));
  const settle = async () => {
    if (!billsAtOnce) await pace.wait(ending.billDelayMs);
    const billed = bill && !billsAtOnce ? log.patch(id, billValues(bill)) : Promise.resolve(true);
    await charge(plan, ending, id, session, surroundings);
    await billed;
  };
  const [isFinalised] = await Promise.all([finalised, settle()]);
  count(isFinalised ? 'finalised' : 'failed');
  // Not before the bill is written: the bill sets the cost, and a loser adds to it.
  await Promise.all(ending.lateLosers.map((loser) => billLoser(plan, loser, id, surroundings)));
}

/** A billed answer keeps its session and its slot alive, and is spent. */
async function charge(
  plan: ProxiedPlan,
  ending: Ending,
  id: number,
  session: RequestSession,
  { keys, settings }: RequestSurroundings,
): Promise<void> {
  const { bill } = ending;
  if (bill === undefined || !isRenewed(bill)) return;
  const { provider } = decidingAttempt(plan);
  await Promise.all([
    keys.spend.charge({
      caller: plan.caller,
      provider,
      requestId: id,
      costUsd: bill.total,
      timezone: settings.timezone,
    }),
    session.keys?.renew(session.request),
    keys.slots.renew(provider, plan.session.id),
  ]);
}

async function billLoser(
  plan: ProxiedPlan,
  { attempt, delayMs, usage, costUsd }: LateLoser,
  id: number,
  { log, keys, pace, settings }: RequestSurroundings,
): Promise<void> {
  await pace.wait(delayMs);
  const { provider } = attempt;
  await keys.slots.release(provider, plan.session.id);
  if (!log.columns.has('hedge_losers')) return;
  await log.addHedgeLoser(id, {
    providerId: provider.id,
    providerName: provider.name,
    attemptNumber: attempt.number,
    costUsd,
    inputTokens: usage.input,
    outputTokens: usage.output,
  });
  await keys.spend.charge({
    caller: plan.caller,
    provider,
    requestId: id,
    costUsd,
    timezone: settings.timezone,
  });
}
