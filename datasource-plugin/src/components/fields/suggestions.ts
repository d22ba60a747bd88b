import { useMemo } from 'react';
import { t } from '@hubscope/panel-kit/format/t.ts';
import type { DimensionName } from '../../types/query.ts';
import type { Option, Suggestions } from '../query/query-types.ts';

/**
 * Choices for a part of a name: the dashboard's variables, then what the gateway has. They are asked for by lists that
 * wait for a pause of the typing and drop answers that were overtaken (Combobox, MultiCombobox).
 */
export function useSuggestions(
  datasource: Suggestions,
  dimension: DimensionName,
): (search: string) => Promise<Option[]> {
  return useMemo(() => (search) => suggestions(datasource, dimension, search), [datasource, dimension]);
}

/** See {@link useSuggestions}. Never fails: without the gateway there are the variables, and free text. */
async function suggestions(
  datasource: Suggestions,
  dimension: DimensionName,
  search: string,
): Promise<Option[]> {
  const isWanted = containing(search);
  const group = t('query.variables', 'Variables');
  const variables = datasource.variableNames().filter(isWanted);
  const names = await namesOf(datasource, dimension, search).catch((): string[] => []);
  return [
    ...[...new Set(names)].map((value) => ({ value, label: value })),
    ...variables.map((value) => ({ value, label: value, group })),
  ];
}

/** Where names are masked the exporter refuses to search among them, but lists them all. */
async function namesOf(datasource: Suggestions, dimension: DimensionName, search: string): Promise<string[]> {
  const listed = async (part?: string) => (await datasource.choices(dimension, part)).map(({ name }) => name);
  if (search.trim() === '') return listed();
  return listed(search.trim()).catch(async () => (await listed()).filter(containing(search)));
}

function containing(search: string): (name: string) => boolean {
  const part = search.trim().toLocaleLowerCase();
  return (name) => name.toLocaleLowerCase().includes(part);
}
