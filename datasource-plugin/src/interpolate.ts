import type { ScopedVars } from '@grafana/data';
import type { TemplateSrv } from '@grafana/runtime';
import type { GatewayQuery, RowFilter } from './types/query.ts';

/** What a variable's "All" comes to where a list is wanted. */
const EVERYTHING = '$__all';

/** Keys of a query that are not the gateway's to read. */
const verbatim = new Set(['refId', 'queryType', 'datasource', 'key', 'hide']);

/**
 * Fills in a dashboard's variables. In a list a variable stands for all of its values, and "All" for no filter; in a text
 * for its one value.
 */
export function interpolate(
  query: GatewayQuery,
  variables: TemplateSrv,
  scopedVars: ScopedVars,
): GatewayQuery {
  const one = (text: string) => variables.replace(text, scopedVars);
  const many = (texts: readonly string[]) => texts.flatMap((text) => valuesOf(text, variables, scopedVars));
  const filtersIn = ({ key, operator, value, values }: RowFilter): RowFilter[] => {
    if (operator === '=~' || operator === '!~') return [{ key, operator, value: one(value) }];
    return anyOf(key, operator.startsWith('!'), many(values ?? [value]));
  };
  const filled = Object.entries(query).map(([key, value]: [string, unknown]): [string, unknown] => {
    if (verbatim.has(key)) return [key, value];
    if (typeof value === 'string') return [key, one(value)];
    if (key === 'filters') return [key, (value as RowFilter[]).flatMap(filtersIn)];
    if (isTexts(value)) return [key, many(value)];
    return [key, value];
  });
  return Object.fromEntries(filled) as unknown as GatewayQuery;
}

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

/**
 * Values that a text stands for. A variable's values are taken as Grafana has them, never apart at commas, which values
 * may have; and "All" is no filter rather than a list of everything there is.
 */
function valuesOf(text: string, variables: TemplateSrv, scopedVars: ScopedVars): string[] {
  const name = /^\s*(?:\$(\w+)|\$\{(\w+)(?::\w+)?\}|\[\[(\w+)(?::\w+)?\]\])\s*$/
    .exec(text)
    ?.slice(1)
    .find(Boolean);
  if (name === undefined) return [variables.replace(text, scopedVars)];
  if (scopedVars[name] === undefined && isAll(name, variables)) return [];
  let values: string[] = [];
  const replaced = variables.replace(`\${${name}}`, scopedVars, (value: unknown) => {
    values = [value].flat().map(String);
    return '';
  });
  return (replaced === '' ? values : [text]).filter((value) => value !== '');
}

/** Whether a variable is set to "All". */
function isAll(name: string, variables: TemplateSrv): boolean {
  const variable = variables.getVariables().find((candidate) => candidate.name === name);
  const current: unknown = variable !== undefined && 'current' in variable ? variable.current : undefined;
  const value =
    typeof current === 'object' && current !== null && 'value' in current ? current.value : undefined;
  return [value].flat().includes(EVERYTHING);
}

/** An `=` of a variable with several values means any of them; one of all values is none. */
function anyOf(key: string, isNegative: boolean, values: string[]): RowFilter[] {
  const [first] = values;
  if (first === undefined) return [];
  if (values.length === 1) return [{ key, operator: isNegative ? '!=' : '=', value: first }];
  return [{ key, operator: isNegative ? '!=|' : '=|', value: first, values }];
}
