import {
  FieldType,
  type DataFrameType,
  type DataFrame,
  type Field,
  type FieldConfig,
  type QueryResultMetaNotice,
} from '@grafana/data';
import type { Answer } from '@hubscope/exporter/contract';
import { configOf, fieldName, nearest, type Figure, type Money } from '../figures/index.ts';

/** What frames need to know beside the answer. */
export interface FrameContext {
  refId: string;
  datasourceUid: string;
}

/** What frames of one type of query are made from. */
export interface Input<Query, Value> {
  query: Query;
  answer: Answer<Value>;
  money: Money;
  context: FrameContext;
}

export type Notice = QueryResultMetaNotice;

/** What a frame says of the question that it answers, in `meta.custom`. */
interface Facts {
  engine?: string;
  /** ISO instants; null at an end that is open. */
  span?: { from: string | null; to: string | null };
  /** Rows that there are, shown or not. */
  count?: number;
  /** Of the subject of each row: names are not unique. */
  ids?: (number | string)[];
  /** Rows at the end that are the viewer's own, beyond the limit. */
  own?: number;
  /** Rows at the end that add up all others. */
  rest?: number;
}

/** A frame, before what its whole answer has to say is added. */
export interface Draft {
  name?: string;
  fields: Field[];
  /** By the dataplane contract, which knows no plain tables. */
  type?: DataFrameType;
  /** How Explore draws it. */
  shows: 'graph' | 'table';
  notices?: Notice[];
  facts?: Facts;
  /** Number of a field that tells rows apart. */
  rowId?: number;
}

/** A field, and where its values are in a row. */
export interface Column<Row> {
  name: string;
  type: FieldType;
  config: FieldConfig;
  value: (row: Row) => unknown;
}

/** Fields of a table. */
export function fieldsOf<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): Field[] {
  return columns.map(({ name, type, config, value }) => {
    const values = new Array<unknown>(rows.length);
    rows.forEach((row, index) => {
      values[index] = value(row);
    });
    return { name, type, config, values };
  });
}

/** A column of text. */
export const text = <Row>(
  name: string,
  label: string,
  value: (row: Row) => string | null,
  config: FieldConfig = {},
): Column<Row> => ({ name, type: FieldType.string, config: { displayNameFromDS: label, ...config }, value });

/** A column of yes and no. */
export const flag = <Row>(name: string, label: string, value: (row: Row) => boolean): Column<Row> => ({
  name,
  type: FieldType.boolean,
  config: { displayNameFromDS: label },
  value,
});

/** A column of numbers that are no figures. */
export const number = <Row>(
  name: string,
  label: string,
  value: (row: Row) => number | null,
  config: FieldConfig = {},
): Column<Row> => ({ name, type: FieldType.number, config: { displayNameFromDS: label, ...config }, value });

/** A column of instants, given as ISO text. */
export const time = <Row>(
  name: string,
  label: string,
  value: (row: Row) => string | null,
  config: FieldConfig = {},
): Column<Row> => ({
  name,
  type: FieldType.time,
  config: { displayNameFromDS: label, ...config },
  value: (row) => unixMs(value(row)),
});

/** Unix ms of an ISO instant. */
export const unixMs = (instant: string | null): number | null =>
  instant === null ? null : Date.parse(instant);

/** Reads a figure from whatever holds it: null when it is not known or not there. */
export function readerOf(
  { name, kind }: Pick<Figure, 'name' | 'kind'>,
  money: Money,
): (row: object) => number | null {
  const property = money.property(name);
  const at = (row: object) => (row as Readonly<Record<string, unknown>>)[property];
  const plain = (row: object) => {
    const value = at(row);
    return typeof value === 'number' ? value : null;
  };
  if (kind === 'money' || kind === 'price') return (row) => nearest(at(row));
  if (kind !== 'coefficient') return plain;
  return (row) => {
    const value = plain(row);
    return value === null ? null : value / 10_000;
  };
}

/** A column for each figure. */
export const figureColumns = (figures: readonly Figure[], money: Money): Column<object>[] =>
  figures.map((figure) => ({
    name: fieldName(figure.name),
    type: FieldType.number,
    config: configOf(figure, money.unit),
    value: readerOf(figure, money),
  }));

/** A frame of it, which Grafana may draw. */
export function frameOf(
  { name, fields, type, shows, notices, facts, rowId }: Draft,
  refId: string,
  custom: object,
): DataFrame {
  return {
    refId,
    ...(name === undefined ? {} : { name }),
    fields,
    length: fields[0]?.values.length ?? 0,
    meta: {
      ...(type === undefined ? {} : { type, typeVersion: [0, 1] }),
      preferredVisualisationType: shows,
      ...(notices === undefined || notices.length === 0 ? {} : { notices }),
      ...(rowId === undefined ? {} : { uniqueRowIdFields: [rowId] }),
      custom: { ...custom, ...facts },
    },
  };
}
