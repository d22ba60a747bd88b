import { FieldType, type DataFrame, type Field } from '@grafana/data';

/** A field and the frame that it stands in. */
export interface Found {
  frame: DataFrame;
  field: Field;
}

/** The first field of a name, or, without a name, the first number. */
export function findNumber(frames: readonly DataFrame[], name: string): Found | undefined {
  for (const frame of frames) {
    const field = frame.fields.find(
      (candidate) =>
        candidate.type === FieldType.number &&
        (name === '' ||
          candidate.name === name ||
          candidate.config.displayName === name ||
          candidate.state?.displayName === name),
    );
    if (field !== undefined) return { frame, field };
  }
  return undefined;
}

/** The first frame that has every one of some fields, by their names. */
export const findFrame = (frames: readonly DataFrame[], names: readonly string[]): DataFrame | undefined =>
  frames.find((frame) => names.every((name) => frame.fields.some((field) => field.name === name)));

/** The field of a name, in whatever order a transformation left them. */
export const fieldOf = (frame: DataFrame, name: string): Field | undefined =>
  frame.fields.find((field) => field.name === name);

export const timeField = (frame: DataFrame): Field<number> | undefined =>
  frame.fields.find(({ type }) => type === FieldType.time) as Field<number> | undefined;

/** The value of a row as a number; null when it is not known. */
export function numberAt(field: Field | undefined, row: number): number | null {
  const value: unknown = field?.values[row];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** The value of a row as text; null when it is empty or not known. */
export function textAt(field: Field | undefined, row: number): string | null {
  const value: unknown = field?.values[row];
  if (typeof value === 'string') return value === '' ? null : value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}
