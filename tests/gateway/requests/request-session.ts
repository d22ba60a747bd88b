import type { SessionKeys, SessionRequest } from '../redis-keys/sessions.ts';
import type { RequestPlan, Session } from '../traffic/plan.ts';
import type { RequestSurroundings } from './carry-out.ts';

/** The keys of a request's session, or nothing in high concurrency mode. */
export interface RequestSession {
  readonly request: SessionRequest;
  /** undefined: the gateway keeps no session keys. */
  readonly keys: SessionKeys | undefined;
  /** The request's ordinal in its session. */
  readonly sequence: number;
}

/** The session guard: the first of a request's writes. */
export async function beginSession(
  plan: RequestPlan,
  session: Session,
  { keys, settings }: RequestSurroundings,
): Promise<RequestSession> {
  const request = { session, caller: plan.caller, model: plan.model };
  const sessionKeys = settings.highConcurrency ? undefined : keys.sessions;
  const counted = await sessionKeys?.begin(request);
  return { request, keys: sessionKeys, sequence: counted ?? inventedSequence(plan.sequence) };
}

/** Without Redis there is no counter; the gateway then takes a pseudo-random number. */
const inventedSequence = (planSequence: number) =>
  1_000 + ((Math.imul(planSequence, 0x9e3779b1) >>> 0) % 9_000);
