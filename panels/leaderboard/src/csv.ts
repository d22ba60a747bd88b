import { FieldType, getFieldDisplayName, type DataFrame, type Field } from '@grafana/data';

/** A cell, quoted where it must be. Text that a spreadsheet would take for a formula is made plain text. */
function cellOf({ type }: Field, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (type === FieldType.time && typeof value === 'number') return new Date(value).toISOString();
  const plain = typeof value === 'string' ? value : JSON.stringify(value);
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(plain) ? `'${plain}` : plain;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A frame as CSV (RFC 4180), values as they are, rows in some order. */
export function csvOf(frame: DataFrame, order: readonly number[]): string {
  const fields = frame.fields.filter(
    ({ type }) => type !== FieldType.nestedFrames && type !== FieldType.frame && type !== FieldType.other,
  );
  const head = fields.map((field) =>
    cellOf({ ...field, type: FieldType.string }, getFieldDisplayName(field, frame)),
  );
  const lines = order.map((row) => fields.map((field) => cellOf(field, field.values[row])));
  return [head, ...lines].map((cells) => `${cells.join(',')}\r\n`).join('');
}
