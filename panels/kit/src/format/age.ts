import { t } from '@grafana/i18n';
import { localNumber } from './language.ts';
import { verbatim } from './verbatim.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A length of time in its greatest unit: `38 s`, `4 min`, `2 h`, `3 d`. */
export function ageText(seconds: number): string {
  const whole = Math.max(0, seconds);
  if (whole < 10)
    return t('kit.age.seconds', '{{time}} s', { time: localNumber(whole, oneDecimal), ...verbatim });
  if (whole < MINUTE) return t('kit.age.seconds', '{{time}} s', { time: plain(whole), ...verbatim });
  if (whole < HOUR) return t('kit.age.minutes', '{{time}} min', { time: plain(whole / MINUTE), ...verbatim });
  if (whole < DAY) return t('kit.age.hours', '{{time}} h', { time: plain(whole / HOUR), ...verbatim });
  return t('kit.age.days', '{{time}} d', { time: plain(whole / DAY), ...verbatim });
}

const oneDecimal = { maximumFractionDigits: 1 };
const plain = (value: number): string => localNumber(Math.floor(value));

/** A length of time that was measured: `3 ms`, `0.8 s`, `10.7 s`, `02:05`. */
export function durationText(seconds: number): string {
  if (seconds >= LONG) return clockText(seconds);
  if (seconds < SHORT) {
    return t('kit.age.milliseconds', '{{time}} ms', {
      time: localNumber(Math.round(seconds * 1000)),
      ...verbatim,
    });
  }
  return t('kit.age.seconds', '{{time}} s', { time: localNumber(seconds, fixedDecimal), ...verbatim });
}

/** A running clock: `12 s`, `02:05`. */
export function runningText(seconds: number): string {
  const whole = Math.floor(Math.max(0, seconds));
  return whole >= LONG
    ? clockText(whole)
    : t('kit.age.seconds', '{{time}} s', { time: plain(whole), ...verbatim });
}

/** Seconds below which a tenth of them says nothing. */
const SHORT = 0.0995;
/** Seconds beyond which nobody cares for tenths. */
const LONG = 99.95;
const fixedDecimal = { minimumFractionDigits: 1, maximumFractionDigits: 1 };

/** A countdown or a running clock: `04:12`, `1:04:12`. */
export function clockText(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const two = (value: number) => String(value).padStart(2, '0');
  const minutes = `${two(Math.floor((whole % HOUR) / MINUTE))}:${two(whole % MINUTE)}`;
  return whole < HOUR ? minutes : `${Math.floor(whole / HOUR)}:${minutes}`;
}
