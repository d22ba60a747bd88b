import type { Answer } from '../answers.ts';
import { GatewayError } from '../gateway/failure.ts';
import type { Heartbeat } from '../heartbeat.ts';
import type { LedgerReader } from '../ledger/reader.ts';
import type { Gateway } from '../shared-questions.ts';
import type { ShareAnswer } from './shared-answers.ts';

/** A question about usage, as the API asks it. */
interface UsageQuestion<T> {
  /** Names the question and all that it depends on but time and the gateway. */
  key: string;
  /** How far back it looks from `now` (Unix ms); default: all of history. */
  from?: (now: number, timezone: string) => number;
  find: (reader: LedgerReader, gateway: Gateway, now: number) => Promise<T>;
}

/** Asks about usage once for all who ask in one heartbeat. */
export type AskUsage = <T>(question: UsageQuestion<T>) => Promise<Answer<T>>;

/** The gateway as it was last found. */
export function knownGateway({ questions }: Heartbeat): Gateway {
  const latest = questions.gateway.latest();
  if (latest !== undefined) return latest.value;
  throw new GatewayError('unreachable', 'the gateway has not been looked at yet');
}

/** See {@link AskUsage}. */
export function usageQuestions(heartbeat: Heartbeat, share: ShareAnswer): AskUsage {
  return ({ key, from = () => -Infinity, find }) => {
    // An answer that was given before the gateway's settings changed is an answer to another question.
    const known = heartbeat.questions.gateway.latest()?.value;
    const basis = `${known?.timezone.name ?? ''} ${known?.directory.settings.billingModelSource ?? ''}`;
    return share(`${basis} ${key}`, () => {
      const gateway = knownGateway(heartbeat);
      const timezone = gateway.timezone.name;
      return heartbeat.askLedger(
        gateway.schema,
        (now) => from(now, timezone),
        (reader, now) => find(reader, gateway, now),
      );
    });
  };
}
