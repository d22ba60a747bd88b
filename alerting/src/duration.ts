/** A length of time as Prometheus writes it: one or more of `1d`, `12h`, `30m`, `90s`, `500ms`, longest unit first. */
export type Duration = string;

const units = [
  ['d', 86_400_000, 'day'],
  ['h', 3_600_000, 'hour'],
  ['m', 60_000, 'minute'],
  ['s', 1000, 'second'],
  ['ms', 1, 'millisecond'],
] as const;

/** @throws RangeError for what Prometheus would not read as a length of time */
export function milliseconds(duration: Duration): number {
  if (!/^(?=\d)(?:\d+d)?(?:\d+h)?(?:\d+m(?!s))?(?:\d+s)?(?:\d+ms)?$/.test(duration)) {
    throw new RangeError(`not a duration: ${duration}`);
  }
  const parts = duration.matchAll(/(\d+)(ms|[dhms])/g);
  return [...parts].reduce((sum, [, count, unit]) => sum + Number(count) * lengthOf(unit), 0);
}

const lengthOf = (unit: string | undefined) => units.find(([name]) => name === unit)?.[1] ?? Number.NaN;

/** Writes whole milliseconds in the fewest and longest units: 5400000 is `1h30m`. */
export function durationOf(whole: number): Duration {
  let left = Math.round(whole);
  if (left === 0) return '0s';
  let text = '';
  for (const [unit, length] of units) {
    const count = Math.floor(left / length);
    if (count > 0) text += `${count}${unit}`;
    left -= count * length;
  }
  return text;
}

/** As a reader would say it: `1h30m` is "1 hour 30 minutes". */
export function inWords(duration: Duration): string {
  return [...durationOf(milliseconds(duration)).matchAll(/(\d+)(ms|[dhms])/g)]
    .map(([, count, unit]) => {
      const word = units.find(([name]) => name === unit)?.[2] ?? '';
      return `${count ?? ''} ${word}${count === '1' ? '' : 's'}`;
    })
    .join(' ');
}
