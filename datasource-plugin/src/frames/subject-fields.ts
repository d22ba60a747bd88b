import { FieldType, type DataLink, type Field, type Labels } from '@grafana/data';
import { configOf, type Figure, type Money } from '../figures/index.ts';
import { readerOf } from './frame.ts';

/** Whom a field tells of. */
export interface FieldSubject<Row> {
  row: Row;
  /** Of the field; no two fields have the same. */
  name: string;
  labels: Labels;
}

/**
 * A field of one value for each subject, named by it: what stat, gauge, bar gauge and pie charts draw as it is. `figure`
 * is one of `figures`, by default the first.
 */
export function subjectFields<Row extends object>(
  subjects: readonly FieldSubject<Row>[],
  figures: readonly Figure[],
  figure: string | undefined,
  money: Money,
  links: DataLink[],
): Field[] {
  const chosen = chosenFigure(figures, figure);
  if (chosen === undefined) return [];
  const read = readerOf(chosen, money);
  const config = configOf(chosen, money.unit);
  return subjects.map(({ row, name, labels }) => ({
    name,
    type: FieldType.number,
    labels,
    config: { ...config, displayNameFromDS: name, links },
    values: [read(row)],
  }));
}

/** The figure called so, else the first. */
const chosenFigure = (figures: readonly Figure[], name: string | undefined): Figure | undefined =>
  figures.find((figure) => figure.name === name) ?? figures[0];
