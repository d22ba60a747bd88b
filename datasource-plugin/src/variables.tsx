import {
  CustomVariableSupport,
  type DataQueryRequest,
  type DataQueryResponse,
  type MetricFindValue,
} from '@grafana/data';
import { from, map, type Observable } from 'rxjs';
import type { DataSource } from './datasource.ts';
import { completeVariable } from './components/variable/change.ts';
import { VariableQueryEditor } from './components/VariableQueryEditor.tsx';
import type { VariableQuery } from './types/query.ts';

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
    const { dimension, search, deleted, value } = completeVariable(request.targets[0]);
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
