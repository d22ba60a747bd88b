import { t } from './t.ts';
import { localNumber } from './language.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const milliseconds = (time: string) => t('kit.age.milliseconds', '{{time}} ms', { time });
const inSeconds = (time: string) => t('kit.age.seconds', '{{time}} s', { time });
const minutes = (time: string) => t('kit.age.minutes', '{{time}} min', { time });
const hours = (time: string) => t('kit.age.hours', '{{time}} h', { time });
const days = (time: string) => t('kit.age.days', '{{time}} d', { time });

/** A length of time in its greatest unit: `38 s`, `4 min`, `2 h`, `3 d`. */
export function ageText(seconds: number): string {
  const whole = Math.max(0, seconds);
  if (whole < 10) return inSeconds(localNumber(whole, oneDecimal));
  if (whole < MINUTE) return inSeconds(plain(whole));
  if (whole < HOUR) return minutes(plain(whole / MINUTE));
  if (whole < DAY) return hours(plain(whole / HOUR));
  return days(plain(whole / DAY));
}

const oneDecimal = { maximumFractionDigits: 1 };
const plain = (value: number): string => localNumber(Math.floor(value));

/** A length of time that was measured: `3 ms`, `0.8 s`, `10.7 s`, `02:05`. */
export function durationText(seconds: number): string {
  if (seconds >= LONG) return clockText(seconds);
  if (seconds < SHORT) {
    return milliseconds(localNumber(Math.round(seconds * 1000)));
  }
  return inSeconds(localNumber(seconds, fixedDecimal));
}

/** A running clock: `12 s`, `02:05`. */
export function runningText(seconds: number): string {
  const whole = Math.floor(Math.max(0, seconds));
  return whole >= LONG ? clockText(whole) : inSeconds(plain(whole));
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
