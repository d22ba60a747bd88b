import type { Redis } from '../../gateway/redis.ts';
import type { Window } from '../windows.ts';
import type { QuotaSubject } from './subjects.ts';

export const FIVE_HOURS_MS = 5 * 3_600_000;

/** A fixed five-hour window that is open, `null` when none is, `undefined` when Redis cannot tell. */
export type FiveHourWindow = Window | null | undefined;

/**
 * The fixed five-hour windows of subjects, by id: such a window begins with its first charge, which only the life of
 * the gateway's own key `<scope>:<id>:cost_5h_fixed` tells. `now` is Redis' clock, Unix ms.
 */
export async function fiveHourWindows(
  redis: Redis,
  now: number,
  subjects: readonly QuotaSubject[],
): Promise<Map<number, FiveHourWindow>> {
  const fixed = subjects.filter(hasFixedFiveHours);
  return new Map(
    await Promise.all(
      fixed.map(async ({ scope, id }): Promise<[number, FiveHourWindow]> => {
        const left = await redis.timeToLive(`${scope}:${id}:cost_5h_fixed`);
        return [id, left === null ? null : { from: now + left - FIVE_HOURS_MS, to: now + left }];
      }),
    ),
  );
}

/** Whether one of a subject's limits is of a window that only Redis can tell. */
export const hasFixedFiveHours = ({ spending }: QuotaSubject) =>
  spending.limits['5h'] !== undefined && spending.fiveHourReset === 'fixed';
