import {
  type DisplayValue,
  type Field,
  getDisplayProcessor,
  type GrafanaTheme2,
  ThresholdsMode,
} from '@grafana/data';
import { localNumber } from './language.ts';
import type { Judgement } from '../theme/colours.ts';

/** A value in the parts that are drawn in different sizes: `$`, `1,486`, `.32`, ` %`. */
export interface FigureText {
  prefix: string;
  /** Digits before the point, with their separators. */
  main: string;
  /** The point and what follows it; small beside a large amount. */
  fraction: string;
  suffix: string;
}

/** What stands for a value that nobody knows, and for none. */
export const NONE = '–';

/** What a display of Grafana's says. */
export type Display = Pick<DisplayValue, 'prefix' | 'text' | 'suffix'>;

/** Amounts beyond this are read as millions, as Grafana writes them. */
const MILLIONS = 10_000_000;

/** Grafana's names of great numbers, which are long beside `K`. */
const great = /^ (M|B|T)(il|ri)(?= |$)/;

/**
 * The display of a value as its field says: unit, decimals, mappings, thresholds. Amounts of money are written in full,
 * to the cent, where Grafana would make `$1.49K` of them, and millions as `35.2M`.
 */
export function displayOf(field: Field, value: unknown, theme: GrafanaTheme2): Display {
  const { unit, mappings, decimals: digits } = field.config;
  // Grafana makes a format anew for each of these, which are most of a wall's figures.
  if (unit === 'locale' && typeof value === 'number' && (mappings ?? []).length === 0)
    return { text: localNumber(value, { maximumFractionDigits: digits ?? undefined }) };
  const display = (field.display ?? getDisplayProcessor({ field, theme }))(value);
  const isMoney = unit?.startsWith('currency') === true;
  const scaled =
    typeof value === 'number' && /^[ KMB]/.test((display.suffix ?? '').trim()) && Math.abs(value) < MILLIONS;
  if (!isMoney || !scaled) {
    return great.test(display.suffix ?? '')
      ? { ...display, suffix: (display.suffix ?? '').replace(great, '$1') }
      : display;
  }
  const decimals = digits ?? 2;
  return {
    ...display,
    text: localNumber(value, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }),
    suffix: '',
  };
}

/** A value in one text. */
export const wholeText = ({ prefix = '', text, suffix = '' }: Display): string => `${prefix}${text}${suffix}`;

/** Its parts. A text that is no number, a mapping's word for one, is `main` alone. */
export function figureText({ prefix = '', text, suffix = '' }: Display): FigureText {
  const parts = /^([-−]?[\d,\s.’']*\d)([.,]\d{1,2})$/u.exec(text);
  // Only amounts of hundreds and more are read without their fraction.
  const split =
    parts !== null && (parts[1] ?? '').replace(/\D/g, '').length >= 3 && parts[2]?.startsWith('.');
  return split
    ? { prefix, main: parts[1] ?? '', fraction: parts[2] ?? '', suffix }
    : { prefix, main: text, fraction: '', suffix };
}

/** The colour that the field's thresholds give to a value; null where there are none. */
export function thresholdColour(field: Field, value: number | null): string | null {
  const steps = field.config.thresholds?.steps ?? [];
  if (value === null || steps.length < 2) return null;
  const percent = field.config.thresholds?.mode === ThresholdsMode.Percentage;
  const { min = 0, max = 100 } = field.config;
  const measured = percent ? ((value - (min ?? 0)) / ((max ?? 100) - (min ?? 0))) * 100 : value;
  return (steps.findLast(({ value: from }) => measured >= from) ?? steps[0])?.color ?? null;
}

/** How far a value went over its field's thresholds, and what that means by their colours. */
export const judgementOf = (field: Field, value: number | null): Judgement =>
  judgementOfColour(thresholdColour(field, value) ?? '');

/** What a colour of the theme's palette stands for. */
export function judgementOfColour(name: string): Judgement {
  if (name.includes('red')) return 'critical';
  if (name.includes('orange') || name.includes('yellow')) return 'warning';
  return name.includes('green') ? 'good' : 'neutral';
}
