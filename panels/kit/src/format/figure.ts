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

/** Amounts beyond this are read as millions, as Grafana writes them. */
const MILLIONS = 10_000_000;

/**
 * The display of a value as its field says: unit, decimals, mappings, thresholds. Amounts of money are written in full,
 * to the cent, where Grafana would make `$1.49K` of them.
 */
export function displayOf(field: Field, value: unknown, theme: GrafanaTheme2): DisplayValue {
  const display = (field.display ?? getDisplayProcessor({ field, theme }))(value);
  const isMoney = field.config.unit?.startsWith('currency') === true;
  const scaled =
    typeof value === 'number' && /^[ KMB]/.test((display.suffix ?? '').trim()) && Math.abs(value) < MILLIONS;
  if (!isMoney || !scaled) return display;
  const decimals = field.config.decimals ?? 2;
  return {
    ...display,
    text: localNumber(value, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }),
    suffix: '',
  };
}

/** A value in one text. */
export const wholeText = ({ prefix = '', text, suffix = '' }: DisplayValue): string =>
  `${prefix}${text}${suffix}`;

/** Its parts. A text that is no number, a mapping's word for one, is `main` alone. */
export function figureText({ prefix = '', text, suffix = '' }: DisplayValue): FigureText {
  const parts = /^([-−]?[\d,\s.’']*\d)([.,]\d{1,2})$/u.exec(text);
  // Only amounts of hundreds and more are read without their fraction.
  const split =
    parts !== null && (parts[1] ?? '').replace(/\D/g, '').length >= 3 && parts[2]?.startsWith('.');
  return split
    ? { prefix, main: parts[1] ?? '', fraction: parts[2] ?? '', suffix }
    : { prefix, main: text, fraction: '', suffix };
}

/** How far a value went over its field's thresholds, and what that means by their colours. */
export function judgementOf(field: Field, value: number | null): Judgement {
  const steps = field.config.thresholds?.steps ?? [];
  if (value === null || steps.length < 2) return 'neutral';
  const percent = field.config.thresholds?.mode === ThresholdsMode.Percentage;
  const { min = 0, max = 100 } = field.config;
  const measured = percent ? ((value - (min ?? 0)) / ((max ?? 100) - (min ?? 0))) * 100 : value;
  const step = steps.findLast(({ value: from }) => measured >= from) ?? steps[0];
  return judgementOfColour(step?.color ?? '');
}

/** What a colour of the theme's palette stands for. */
export function judgementOfColour(name: string): Judgement {
  if (name.includes('red')) return 'critical';
  if (name.includes('orange') || name.includes('yellow')) return 'warning';
  return name.includes('green') ? 'good' : 'neutral';
}
