import { FieldType, getFieldDisplayName, type DataFrame, type Field } from '@grafana/data';
import { numberAt, timeField } from '@hubscope/panel-kit/data/fields.ts';
import type { FigureName } from './options.ts';
import type { Values } from './sums.ts';

/** Usage of somebody, or of all, bucket by bucket. */
export interface Line {
  /** Tells lines apart, through new data. */
  id: string;
  name: string;
  cost: Values | null;
  requests: Values | null;
}

/** Lines on one axis of time. */
export interface Lines {
  /** Unix ms at which each bucket begins, in their order. */
  times: readonly number[];
  lines: readonly Line[];
  /** A field of each figure, for its unit; undefined for one that nobody has. */
  fields: Readonly<Partial<Record<FigureName, Field>>>;
}

const isMoney = ({ name, config: { unit = '' } }: Field): boolean =>
  name === 'cost' || unit.startsWith('currency');

/** Labels that say who a line is, in Hubscope's frames. */
const { user, key, id } = { user: 'user', key: 'key', id: 'id' } as const;

/** What two fields of one line have in common, and nothing else has. */
const identityOf = (field: Field, frame: DataFrame): string => {
  const labels = Object.entries(field.labels ?? {}).filter(([name]) => name !== '__name__');
  if (field.labels?.[id] !== undefined) return field.labels[id];
  if (labels.length > 0)
    return labels
      .map((pair) => pair.join('='))
      .sort()
      .join(', ');
  // A cost and a count side by side are one line; several of a kind are each their own.
  const alike = frame.fields.filter(
    (other) =>
      other.type === FieldType.number && other.labels === undefined && isMoney(other) === isMoney(field),
  );
  const isFigure = field.name === 'cost' || field.name === 'requests';
  return alike.length > 1 && !isFigure ? field.name : (frame.name ?? '');
};

/** Who a line is: by its labels, since its title may say the figure, too. */
function nameOf(field: Field, frame: DataFrame): string {
  const { labels = {}, config } = field;
  const said = labels[user] ?? labels[key];
  if (said !== undefined) return said;
  const others = Object.entries(labels).filter(([name]) => name !== '__name__');
  if (config.displayName === undefined && others.length === 1) return others[0]?.[1] ?? '';
  return getFieldDisplayName(field, frame);
}

/** Whether a frame has what is drawn: times and numbers. */
export const hasLines = (frame: DataFrame): boolean =>
  timeField(frame) !== undefined && frame.fields.some(({ type }) => type === FieldType.number);

/** Reads lines of some frames, which may be wide, or one for each line. */
export function readLines(frames: readonly DataFrame[]): Lines {
  const sources = frames.filter(hasLines);
  const times = [...new Set(sources.flatMap((frame) => [...(timeField(frame)?.values ?? [])]))].sort(
    (one, other) => one - other,
  );
  const bucketOf = new Map(times.map((time, index) => [time, index]));
  const numbers = sources.flatMap((frame) =>
    frame.fields.filter(({ type }) => type === FieldType.number).map((field) => ({ frame, field })),
  );
  const cost = numbers.find(({ field }) => isMoney(field))?.field;
  const counts = numbers.map(({ field }) => field).filter((field) => !isMoney(field));
  const requests = counts.find(({ name }) => name === 'requests') ?? counts[0];
  const found = new Map<string, Line>();
  for (const { frame, field } of numbers) {
    const figure = isMoney(field) ? 'cost' : 'requests';
    const identity = identityOf(field, frame);
    const line = found.get(identity) ?? { id: identity, name: '', cost: null, requests: null };
    if (line[figure] !== null) continue;
    found.set(identity, {
      ...line,
      name: line.name === '' ? nameOf(field, frame) : line.name,
      [figure]: aligned(frame, field, times, bucketOf),
    });
  }
  return {
    times,
    lines: distinct([...found.values()]),
    fields: { ...(cost === undefined ? {} : { cost }), ...(requests === undefined ? {} : { requests }) },
  };
}

/** Values of a field on the axis of all. */
function aligned(
  frame: DataFrame,
  field: Field,
  times: readonly number[],
  bucketOf: ReadonlyMap<number, number>,
): Values {
  const own = timeField(frame)?.values ?? [];
  const values = new Array<number | null>(times.length).fill(null);
  own.forEach((time, row) => {
    values[bucketOf.get(time) ?? 0] = numberAt(field, row);
  });
  return values;
}

/** Lines that share a name get their id behind it. */
function distinct(lines: readonly Line[]): Line[] {
  const bearers = new Map<string, number>();
  for (const { name } of lines) bearers.set(name, (bearers.get(name) ?? 0) + 1);
  return lines.map((line) =>
    (bearers.get(line.name) ?? 0) > 1 ? { ...line, name: `${line.name} (${line.id})` } : line,
  );
}

/** Ms between buckets: the least distance of two; null without two. */
export function stepOf(times: readonly number[]): number | null {
  let least: number | null = null;
  for (let index = 1; index < times.length; index += 1) {
    const distance = (times[index] ?? 0) - (times[index - 1] ?? 0);
    if (distance > 0 && (least === null || distance < least)) least = distance;
  }
  return least;
}
