import { getFieldDisplayName, type DataFrame, type Field } from '@grafana/data';
import { saidOf, type Answer } from '@hubscope/panel-kit/data/answer.ts';
import { findNumber, numberAt, timeField, type Found } from '@hubscope/panel-kit/data/fields.ts';
import { changeOf, type Change } from '@hubscope/panel-kit/format/change.ts';
import { meaningOf } from '@hubscope/panel-kit/theme/figures.ts';
import type { Hue } from '@hubscope/panel-kit/theme/colours.ts';
import type { Options } from './options.ts';

/** The course of a figure. */
export interface Course {
  values: readonly (number | null)[];
  times: readonly number[];
}

/** A figure beside the one that the panel shows. */
export interface Second {
  field: Field;
  label: string;
  value: number | null;
}

/** What the panel found of its figure. */
export interface Reading {
  field: Field;
  label: string;
  /** Null when it is not known, or when there is none yet. */
  value: number | null;
  /** Row of the value. */
  row: number;
  /** Unix ms of that row; null where rows have no time. */
  at: number | null;
  change: Change | null;
  /** Unix ms of what it is compared with. */
  comparedWith: number | null;
  course: Course | null;
  /** Another figure, where the option names one that there is. */
  second: Second | null;
  hue: Hue;
  /** How far this very figure can be trusted. */
  answer: Answer;
}

/** Rows from which a frame is a course rather than one moment, or two to compare. */
const COURSE = 3;

/** Frames of the first query: what the others bring is never the figure, however late the first one is. */
export const framesOfFigure = (series: readonly DataFrame[], first: string | undefined) =>
  series.filter(
    ({ fields, refId }) =>
      fields.length > 0 && (first === undefined || refId === undefined || refId === first),
  );

/** Reads the figure; undefined when no frame of the first query has it. */
export function readFigure(
  series: readonly DataFrame[],
  answer: Answer,
  { field: name, label, better, hue, change, second }: Options,
  first?: string,
): Reading | undefined {
  const found = findNumber(framesOfFigure(series, first), name);
  if (found === undefined) return undefined;
  const { frame, field } = found;
  const meaning = meaningOf(field);
  const { row, value, before } = latestOf(found);
  const times = timeField(frame);
  return {
    field,
    label: label === '' ? getFieldDisplayName(field, frame, [...series]) : label,
    value,
    row,
    at: numberAt(times, row),
    change:
      change && value !== null && before !== null
        ? changeOf(field, before, value, better === 'auto' ? meaning.better : better)
        : null,
    comparedWith: frame.length === 2 ? numberAt(times, 0) : null,
    course: courseOf(series, found, answer),
    second: second === '' ? null : secondOf(series, second),
    hue: hue === 'auto' ? meaning.hue : hue,
    answer: trustOf(field, answer),
  };
}

/** The latest value, and what it is compared with: the first of two rows. A course has nothing to compare with. */
function latestOf({ frame, field }: Found): { row: number; value: number | null; before: number | null } {
  const last = frame.length - 1;
  if (frame.length < COURSE) {
    return {
      row: last,
      value: numberAt(field, last),
      before: frame.length === 2 ? numberAt(field, 0) : null,
    };
  }
  // The end of a course is often not measured yet.
  const row = field.values.findLastIndex((value: unknown) => typeof value === 'number');
  return { row, value: numberAt(field, row), before: null };
}

function secondOf(series: readonly DataFrame[], name: string): Second | null {
  const found = findNumber(series, name);
  if (found === undefined) return null;
  const { field, frame } = found;
  return { field, label: getFieldDisplayName(field, frame, [...series]), value: latestOf(found).value };
}

/** The course of the figure: its own frame, or another one beside it, by the same name where there is one. */
function courseOf(series: readonly DataFrame[], { frame, field }: Found, answer: Answer): Course | null {
  if (frame.length >= COURSE) return toCourse(frame, field, answer);
  const others = series.filter(
    (other) => other !== frame && other.length >= COURSE && timeField(other) !== undefined,
  );
  const beside = findNumber(others, field.name) ?? findNumber(others, '');
  return beside === undefined ? null : toCourse(beside.frame, beside.field, answer);
}

function toCourse(frame: DataFrame, field: Field, { asOf }: Answer): Course | null {
  const times = timeField(frame);
  if (times === undefined) return null;
  const values = Array.from({ length: frame.length }, (_, row) => numberAt(field, row));
  const last = values.findLastIndex((value) => value !== null);
  // An hour that goes on says less than it will: it would look like a fall.
  const ends = (numberAt(times, last) ?? 0) + ((numberAt(times, 1) ?? 0) - (numberAt(times, 0) ?? 0));
  const goesOn = last >= COURSE && asOf !== null && Date.parse(asOf) < ends;
  const end = goesOn ? last : last + 1;
  return { values: values.slice(0, end), times: times.values.slice(0, end) };
}

/** A figure may be less sure than its answer: sessions are in Redis, requests in PostgreSQL. */
function trustOf(field: Field, answer: Answer): Answer {
  const said = saidOf(field.config.custom);
  return said === null || said.quality === 'fresh' ? answer : { ...answer, ...said };
}
