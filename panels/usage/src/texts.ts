import type { Field, GrafanaTheme2 } from '@grafana/data';
import { displayOf, wholeText } from '@hubscope/panel-kit/format/figure.ts';
import { localNumber } from '@hubscope/panel-kit/format/language.ts';

/** A value as its field says; plain numbers with their thousands apart. */
export function valueText(field: Field | undefined, value: number | null, theme: GrafanaTheme2): string {
  if (field === undefined || value === null) return '—';
  const display = displayOf(field, value, theme);
  const [whole = '', fraction = ''] = /^-?\d+(?:\.\d+)?$/.test(display.text) ? display.text.split('.') : [];
  if (whole.length < 4 || `${display.prefix ?? ''}${display.suffix ?? ''}` !== '') return wholeText(display);
  return localNumber(Number(display.text), {
    minimumFractionDigits: fraction.length,
    maximumFractionDigits: fraction.length,
  });
}

/** Beyond this, axes write thousands and millions as the unit does. */
const FULL = 1_000_000;

/** A value of an axis whose steps are of some size: no more decimals than they need. */
export function axisText(
  field: Field | undefined,
  value: number,
  step: number,
  theme: GrafanaTheme2,
): string {
  if (field === undefined) return '';
  const display = displayOf(field, value, theme);
  const scaled = /^ ?[KMBT]/i.test(display.suffix ?? '') && Math.abs(value) >= 1000;
  const plainUnit =
    field.config.unit?.startsWith('currency') === true || display.suffix === undefined || scaled;
  if (Math.abs(value) >= FULL || !plainUnit) return wholeText(display);
  const digits = Number.isInteger(step) ? 0 : Math.min(6, Math.max(2, -Math.floor(Math.log10(step))));
  return `${display.prefix ?? ''}${localNumber(value, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })}`;
}
