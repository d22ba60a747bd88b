import type { Answer } from '../answers.ts';
import { single, type Collected } from './collect.ts';

/** Live sessions and requests in flight: numbers of this moment, so never given once stale. */
export function collectLive(sessions: Answer<number>, inflight: Answer<number>): Collected {
  return {
    cch_concurrent_sessions: single(sessions.quality === 'fresh' ? sessions.value : null),
    cch_inflight_requests: single(inflight.quality === 'fresh' ? inflight.value : null),
  };
}
