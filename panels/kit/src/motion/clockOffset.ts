import { useEffect, useState } from 'react';
import type { Answer } from '../data/answer.ts';
import { useNow } from './now.ts';

/** An answer that comes later than this after the last one's delay says that a clock was set, or that the page slept. */
const JUMP = 5000;

/**
 * How far the viewer's clock is ahead of the gateway's, in ms, after one more answer. Answers take different times to
 * arrive; the quickest one tells best, and running clocks never go back.
 */
export const correctedOffset = (known: number | null, heard: number): number =>
  known === null || heard < known || heard > known + JUMP ? heard : known;

/** Unix ms at the gateway when the answer was made: its figures' instant, and their age. */
export function answeredAt({ asOf, ageSeconds }: Pick<Answer, 'asOf' | 'ageSeconds'>): number | null {
  const at = asOf === null ? Number.NaN : Date.parse(asOf);
  return Number.isNaN(at) ? null : at + (ageSeconds ?? 0) * 1000;
}

/** Which clock a panel's running clocks go by. */
export interface GatewayClock {
  /** Unix ms at the gateway when the answer was made; null where the answer does not say. */
  answered: number | null;
  /** Ms that the viewer's clock is ahead; null until it is known. */
  offset: number | null;
}

/** The gateway's clock, by its answers: a television's own may be minutes off. */
export function useGatewayClock(answer: Answer): GatewayClock {
  const answered = answeredAt(answer);
  const [offset, setOffset] = useState<number | null>(null);
  useEffect(() => {
    if (answered === null) return undefined;
    const heard = Date.now() - answered;
    const timer = setTimeout(() => {
      setOffset((known) => correctedOffset(known, heard));
    }, 0);
    return () => {
      clearTimeout(timer);
    };
  }, [answered]);
  return { answered, offset: answered === null ? 0 : offset };
}

/**
 * Unix ms at the gateway, again each second. Only what shows a running clock asks for it. All clocks of a page turn at
 * once, with the viewer's own second, and the page is drawn once for all of them.
 */
export function useGatewayNow(clock: Pick<GatewayClock, 'answered' | 'offset'>): number {
  const now = useNow();
  return clock.offset === null ? (clock.answered ?? now) : now - clock.offset;
}
