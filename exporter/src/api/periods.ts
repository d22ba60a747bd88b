import type { Span } from '../ledger/totals.ts';
import { BadQuestion } from '../questions/bad-question.ts';
import type { PeriodName } from '../contract/words.ts';
import type { Period } from '../questions/periods.ts';
import { isoInstant } from './parts.ts';

/** A period as query parameters name it. */
export interface PeriodParameters {
  period: PeriodName | 'custom';
  startDate?: string | undefined;
  endDate?: string | undefined;
  /** Unix ms. */
  from?: number | undefined;
  to?: number | undefined;
}

const EXAMPLES = {
  startDate: '2026-03-01',
  endDate: '2026-03-31',
  from: '2026-03-01T00:00:00Z',
  to: '2026-03-08T00:00:00Z',
} as const;
type End = keyof typeof EXAMPLES;

/**
 * The period that parameters mean: a name, or with `period=custom` either days or instants.
 * @throws BadQuestion when there are ends without a custom period, a part of them, or both kinds
 */
export function periodOf(asked: PeriodParameters): Period {
  const { period, startDate, endDate, from, to } = asked;
  const given = (Object.keys(EXAMPLES) as End[]).filter((name) => asked[name] !== undefined);
  if (period !== 'custom') {
    const [first] = given;
    if (first === undefined) return period;
    const example = `period=custom&${first}=${EXAMPLES[first]}`;
    throw new BadQuestion(first, 'has a meaning only with period=custom', example);
  }
  const missing = (name: End) => new BadQuestion(name, 'is missing', EXAMPLES[name]);
  if (from !== undefined || to !== undefined) {
    const day = given.find((name) => name.endsWith('Date'));
    if (day !== undefined) {
      throw new BadQuestion(
        day,
        'and from or to exclude each other',
        'from=…&to=…, or startDate=…&endDate=…',
      );
    }
    if (from === undefined) throw missing('from');
    if (to === undefined) throw missing('to');
    return { from, to };
  }
  if (startDate === undefined) throw missing('startDate');
  if (endDate === undefined) throw missing('endDate');
  return { startDate, endDate };
}

/** A span as answers have it. */
export const isoSpan = ({ from, to }: Span): { from: string | null; to: string | null } => ({
  from: from === undefined ? null : isoInstant(from),
  to: to === undefined ? null : isoInstant(to),
});
