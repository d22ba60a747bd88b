import type { Field } from '@grafana/data';
import type { Judgement } from '../theme/colours.ts';
import { localNumber } from './language.ts';

/** Which way of a figure is welcome. */
export const directions = ['higher', 'lower', 'neutral'] as const;
export type Direction = (typeof directions)[number];

/** A change against some other time. */
export interface Change {
  way: 'up' | 'down' | 'same';
  /** Without a sign, since an arrow says it: `12 %`, `0.3`, `6`. */
  text: string;
  /** Percentage points, where a percentage changed. */
  points: boolean;
  judgement: Judgement;
}

/** Whether a number counts things, and two of them differ by a number of things. */
const isCount = ({ config: { unit = 'none' } }: Field): boolean => ['none', 'short', 'locale'].includes(unit);

const isRatio = ({ config }: Field): boolean => config.unit === 'percentunit' || config.unit === 'percent';

/**
 * The change from one value to another. Shares change by points, small counts by their difference, all else by
 * per cent; from nothing there is no share of change, and the difference is told.
 */
export function changeOf(field: Field, before: number, now: number, better: Direction): Change {
  const points = isRatio(field);
  const whole = Number.isInteger(before) && Number.isInteger(now);
  const few = whole && isCount(field) && Math.max(Math.abs(before), Math.abs(now)) < 100;
  const difference = now - before;
  const text = points
    ? localNumber(Math.abs(difference) * (field.config.unit === 'percentunit' ? 100 : 1), {
        maximumFractionDigits: 1,
      })
    : few || before === 0
      ? localNumber(Math.abs(difference), { maximumFractionDigits: whole ? 0 : 2 })
      : localNumber(Math.abs(difference / before), {
          style: 'percent',
          maximumFractionDigits: Math.abs(difference / before) < 0.1 ? 1 : 0,
        });
  // A change too small to be written is none.
  const way = !/[1-9]/.test(text) ? 'same' : difference > 0 ? 'up' : 'down';
  return { way, text, points, judgement: judge(way, better) };
}

function judge(way: Change['way'], better: Direction): Judgement {
  if (way === 'same' || better === 'neutral') return 'neutral';
  return (way === 'up') === (better === 'higher') ? 'good' : 'warning';
}
