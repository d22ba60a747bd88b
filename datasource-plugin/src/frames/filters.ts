import type { RowFilter } from '../types/query.ts';

/** What rows can be kept by here; other keys are parameters of the question. */
export type FilterKey = 'user' | 'key' | 'provider' | 'model';

/** What a row is called for each key that means something on it: one name, several, or none. */
export type NamesOf<Row> = Partial<
  Record<FilterKey, (row: Row) => string | null | readonly (string | null)[]>
>;

/** What filters leave. `broken`: a filter that cannot be understood, because of which nothing is left. */
export interface Kept<Row> {
  rows: readonly Row[];
  broken: RowFilter | undefined;
}

type Test = (name: string) => boolean;

const oneOf = ({ value, values = [value] }: RowFilter): Test => {
  const wanted = new Set(values);
  return (name) => wanted.has(name);
};

/** The whole name has to fit, as in Prometheus. */
const pattern = ({ value }: RowFilter): Test => {
  const expression = new RegExp(`^(?:${value})$`, 's');
  return (name) => expression.test(name);
};

const operators: Readonly<
  Record<RowFilter['operator'], { test: (filter: RowFilter) => Test; keeps: boolean }>
> = {
  '=': {
    test:
      ({ value }) =>
      (name) =>
        name === value,
    keeps: true,
  },
  '!=': {
    test:
      ({ value }) =>
      (name) =>
        name === value,
    keeps: false,
  },
  '=|': { test: oneOf, keeps: true },
  '!=|': { test: oneOf, keeps: false },
  '=~': { test: pattern, keeps: true },
  '!~': { test: pattern, keeps: false },
};

/** A variable's "All" comes to a list without values. */
const isEverything = ({ operator, values }: RowFilter): boolean =>
  operator.endsWith('|') && values?.length === 0;

/** What a filter looks for; undefined when it cannot be understood. Ad-hoc filters know operators that names do not. */
function testOf(filter: RowFilter): Test | undefined {
  if (!Object.hasOwn(operators, filter.operator)) return undefined;
  try {
    return operators[filter.operator].test(filter);
  } catch {
    return undefined;
  }
}

/** Whether a row has a name that fits; a row without one is called by the empty name. */
function hasFitting(names: string | null | readonly (string | null)[], test: Test): boolean {
  if (names === null || typeof names === 'string') return test(names ?? '');
  if (names.length === 0) return test('');
  return names.some((name) => test(name ?? ''));
}

/**
 * Keeps the rows that pass every filter. A row that has several names passes `=` when one of them fits, and `!=` when
 * none does. Filters by a key that means nothing on these rows are passed by all.
 */
export function keepRows<Row>(
  rows: readonly Row[],
  filters: readonly RowFilter[] | undefined,
  names: NamesOf<Row>,
): Kept<Row> {
  if (filters === undefined || filters.length === 0) return { rows, broken: undefined };
  const tests: ((row: Row) => boolean)[] = [];
  for (const filter of filters) {
    const nameOf = Object.hasOwn(names, filter.key) ? names[filter.key as FilterKey] : undefined;
    if (nameOf === undefined || isEverything(filter)) continue;
    const fits = testOf(filter);
    if (fits === undefined) return { rows: [], broken: filter };
    const { keeps } = operators[filter.operator];
    tests.push((row) => hasFitting(nameOf(row), fits) === keeps);
  }
  if (tests.length === 0) return { rows, broken: undefined };
  return { rows: rows.filter((row) => tests.every((passes) => passes(row))), broken: undefined };
}
