import type { ComboboxOption } from '@grafana/ui';
import type { Settings } from '../../types/config.ts';
import type { DimensionName, QueryOf, QueryType, Variable } from '../../types/query.ts';

/** The queries by their types; unlike a union, it can be looked up by a type that is not known yet. */
export type QueryByType = { [Type in QueryType]: QueryOf<Type> };

/** What an editor changes: fields of a query of any type. `undefined` removes a field. */
export type QueryChange = { [Type in QueryType]: Partial<QueryByType[Type]> }[QueryType];

/** What editors need of the datasource. */
export interface Suggestions {
  settings: Settings;
  /** Names of a dimension, by part of the name. */
  choices: (
    dimension: DimensionName,
    search?: string,
  ) => Promise<Array<{ id: number | string; name: string }>>;
  /** `$name` of each of the dashboard's variables. */
  variableNames: () => string[];
}

/** What the editor of one query type is given. */
export interface TypeEditorProps<Type extends QueryType> {
  query: QueryByType[Type];
  /** Commits a change: the query is saved and asked. */
  onCommit: (change: Partial<QueryByType[Type]>) => void;
  datasource: Suggestions;
}

/** A choice of a list. */
export type Option<Value extends string = string> = ComboboxOption<Value>;

/** Whether text has a template variable in it, and so is known only when it is asked. */
export const hasVariable = (text: string | number | undefined): boolean =>
  typeof text === 'string' && /\$\{?\w|\[\[\w/.test(text);

/** The dashboard's variables, where one may stand for a whole choice. */
export const variablesOf = (datasource: Suggestions): Variable[] =>
  datasource.variableNames().filter((name): name is Variable => name.startsWith('$'));
