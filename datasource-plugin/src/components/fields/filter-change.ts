import type { RowFilter } from '../../types/query.ts';
import { takesSeveral } from '../query/filter-keys.ts';

/** Whether a filter has something to compare with. */
export const isFinished = ({ operator, value, values }: RowFilter): boolean =>
  takesSeveral(operator) ? values !== undefined && values.length > 0 : value !== '';

/** A filter by another word: names of one kind are none of another, so the value goes. */
export const withKey = (filter: RowFilter, key: string): RowFilter =>
  key === filter.key ? filter : { key, operator: filter.operator, value: '' };

/** A filter that compares differently, with the same value or values as far as it can take them. */
export function withOperator(filter: RowFilter, operator: RowFilter['operator']): RowFilter {
  const { key, value, values } = filter;
  if (!takesSeveral(operator)) {
    return { key, operator, value: takesSeveral(filter.operator) ? (values?.[0] ?? '') : value };
  }
  const several = takesSeveral(filter.operator) ? values : value === '' ? undefined : [value];
  return withValues({ key, operator, value: '' }, several ?? []);
}

/** A filter with other values; `value` repeats the first, for whoever reads only that. */
export const withValues = ({ key, operator }: RowFilter, values: string[]): RowFilter => ({
  key,
  operator,
  value: values[0] ?? '',
  values,
});

/** What is wrong with a pattern; undefined when nothing is. One with variables is known only when it is asked. */
export function patternFault(pattern: string, isVariable: (text: string) => boolean): string | undefined {
  if (isVariable(pattern)) return undefined;
  try {
    new RegExp(`^(?:${pattern})$`, 's');
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
