import type { Span } from '../ledger/totals.ts';
import { BadQuestion } from '../questions/bad-question.ts';
import type { Period, PeriodName } from '../questions/periods.ts';
import { isoInstant } from './parts.ts';

/** A period as query parameters name it. */
export interface PeriodParameters {
  period: PeriodName | 'custom';
  startDate?: string | undefined;
  endDate?: string | undefined;
}

/**
 * The period that parameters mean.
 * @throws BadQuestion when there are dates without a custom period, or the other way round
 */
export function periodOf({ period, startDate, endDate }: PeriodParameters): Period {
  if (period !== 'custom') {
    const given = startDate === undefined ? (endDate === undefined ? undefined : 'endDate') : 'startDate';
    if (given === undefined) return period;
    throw new BadQuestion(
      given,
      'has a meaning only with period=custom',
      `period=custom&${given}=2026-03-31`,
    );
  }
  if (startDate === undefined) throw new BadQuestion('startDate', 'is missing', '2026-03-01');
  if (endDate === undefined) throw new BadQuestion('endDate', 'is missing', '2026-03-31');
  return { startDate, endDate };
}

/** A span as answers have it. */
export const isoSpan = ({ from, to }: Span): { from: string | null; to: string | null } => ({
  from: from === undefined ? null : isoInstant(from),
  to: to === undefined ? null : isoInstant(to),
});
