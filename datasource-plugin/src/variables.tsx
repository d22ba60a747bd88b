import {
  CustomVariableSupport,
  type DataQueryRequest,
  type DataQueryResponse,
  type MetricFindValue,
} from '@grafana/data';
import { from, map, type Observable } from 'rxjs';
import type { DataSource } from './datasource.ts';
import { VariableQueryEditor } from './components/VariableQueryEditor.tsx';
import { dimensionNames, type VariableQuery } from './types/query.ts';

/** The most values of a variable. */
const MOST_VALUES = 1000;

/** Variables of a dashboard: users, keys, providers, models, tags, groups. */
export class VariableSupport extends CustomVariableSupport<DataSource, VariableQuery> {
  override editor = VariableQueryEditor;
  readonly #datasource: DataSource;

  constructor(datasource: DataSource) {
    super();
    this.#datasource = datasource;
  }

  override query = (request: DataQueryRequest<VariableQuery>): Observable<DataQueryResponse> => {
    const { dimension, search, deleted, value } = variableQueryOf(request.targets[0]);
    const wanted = search === undefined ? undefined : this.#datasource.replace(search, request.scopedVars);
    const found = this.#datasource.choices(dimension, wanted, { limit: MOST_VALUES, deleted });
    return from(found).pipe(
      map((entries) => ({
        data: entries.map(({ id, name }): MetricFindValue => ({
          text: name,
          value: value === 'id' ? String(id) : name,
        })),
      })),
    );
  };
}

/** A variable's query; dashboards made by programs may have plain text, as `users`, or `providers claude`. */
export function variableQueryOf(saved: unknown): VariableQuery {
  const refId = 'variable';
  if (typeof saved === 'object' && saved !== null && 'dimension' in saved) {
    return { ...(saved as VariableQuery), refId };
  }
  const text = typeof saved === 'string' ? saved : '';
  const [first = '', ...rest] = text.trim().split(/\s+/);
  const dimension = dimensionNames.find((name) => name === first) ?? 'users';
  return { refId, dimension, ...(rest.length === 0 ? {} : { search: rest.join(' ') }) };
}
