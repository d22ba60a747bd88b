import { durationOf, milliseconds } from '../duration.ts';
import type { RuleGroup } from '../rule.ts';
import { evaluationInterval } from '../setting.ts';

/** A name of a recording, perhaps with a window, and perhaps with an offset. */
const reference = /(?<![\w:])([a-z]+:\w+:\w+)(?:\[(\w+)\])?( offset \w+)?/g;

/** Points of a window that a figure is computed at anew. */
const POINTS = 12;

/**
 * Puts in place of every recording what it records, so that the expression asks for the exporter's own families alone.
 *
 * @throws RangeError when a name is of no recording, or is narrowed by labels
 */
export function inlined(expr: string, groups: readonly RuleGroup[]): string {
  const recordings = new Map(
    groups.flatMap(({ recordings }) => recordings.map((recording) => [recording.record, recording])),
  );
  const inline = (text: string): string =>
    text.replaceAll(reference, (_found: string, name: string, window?: string, offset = '') => {
      const recording = recordings.get(name);
      if (recording === undefined) throw new RangeError(`nothing records ${name}`);
      const inner = `(${inline(recording.inline ?? recording.expr)})`;
      if (window !== undefined) return `${inner}[${window}:${stepOf(window)}]${offset}`;
      return offset === '' ? inner : `last_over_time(${inner}[1m:${evaluationInterval}]${offset})`;
    });
  if (/[a-z]+:\w+:\w+\{/.test(expr)) throw new RangeError(`a recording is narrowed by labels: ${expr}`);
  return inline(expr).replaceAll(/\s+/g, ' ').replaceAll('( ', '(').replaceAll(' )', ')');
}

const stepOf = (window: string) =>
  durationOf(Math.max(milliseconds(window) / POINTS, milliseconds(evaluationInterval)));
