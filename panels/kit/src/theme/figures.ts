import type { Field } from '@grafana/data';
import type { Direction } from '../format/change.ts';
import type { Hue } from './colours.ts';

/** What a figure is about tells its hue, the same on every panel, and which way of it is welcome. */
interface Meaning {
  hue: Hue;
  better: Direction;
}

const kinds: readonly [is: (field: Field) => boolean, meaning: Meaning][] = [
  [({ config: { unit = '' } }) => unit.startsWith('currency'), { hue: 'amber', better: 'lower' }],
  [({ name }) => /error|fail/i.test(name), { hue: 'green', better: 'lower' }],
  [
    ({ config: { unit = '' } }) => ['s', 'ms', 'µs', 'ns', 'dtdurations'].includes(unit),
    { hue: 'violet', better: 'lower' },
  ],
  [({ config: { unit = '' } }) => unit.startsWith('percent'), { hue: 'green', better: 'higher' }],
  [({ name }) => /session|flight|slot|concurren/i.test(name), { hue: 'cyan', better: 'neutral' }],
];

/** Requests, tokens, and whatever nobody knows better. */
const other: Meaning = { hue: 'blue', better: 'higher' };

export const meaningOf = (field: Field): Meaning => kinds.find(([is]) => is(field))?.[1] ?? other;
