import {
  DataSourceApi,
  dateMath,
  type DataFrame,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceInstanceSettings,
  type MetricFindValue,
  type ScopedVars,
  type TestDataSourceResponse,
} from '@grafana/data';
import { getTemplateSrv, type TemplateSrv } from '@grafana/runtime';
import { catchError, firstValueFrom, map, merge, of, type Observable } from 'rxjs';
import type { Annotations, Answer, Dimension } from '@hubscope/exporter/contract';
import { filterDimensions, withAdHocFilters, withParameters } from './ad-hoc.ts';
import { annotationFrame, annotationSupport } from './annotations.tsx';
import { createApi, type Api } from './api.ts';
import { newQuery } from './components/query/new-query.ts';
import { summaryOf } from './components/query/summary.ts';
import { framesOf } from './frames/index.ts';
import { testConnection } from './health.ts';
import { interpolate } from './interpolate.ts';
import { createLive, type LiveAnswer, type Watch } from './live.ts';
import { migrateQuery } from './migrations.ts';
import { problemOf } from './problem.ts';
import { proxy } from './proxy.ts';
import { questionOf } from './question.ts';
import { failure, toResponses, watchMoving } from './responses.ts';
import type { Settings } from './types/config.ts';
import type { AnnotationTarget, DimensionName, GatewayQuery } from './types/query.ts';
import { VariableSupport } from './variables.tsx';

type Target = GatewayQuery | AnnotationTarget;
type Request = DataQueryRequest<GatewayQuery>;

/** The gateway, as its exporter tells of it. */
export class DataSource extends DataSourceApi<GatewayQuery, Settings> {
  readonly settings: Settings;
  readonly #api: Api;
  readonly #watch: Watch;
  readonly #templates: TemplateSrv;

  constructor(instance: DataSourceInstanceSettings<Settings>, templates = getTemplateSrv()) {
    super(instance);
    this.settings = instance.jsonData;
    this.#templates = templates;
    this.#api = createApi(instance.url ?? '', proxy);
    this.#watch = createLive(this.#api);
    // The rule looks at one type of several that Grafana takes.
    // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment
    this.variables = new VariableSupport(this);
    this.annotations = annotationSupport;
  }

  override query(request: Request): Observable<DataQueryResponse> {
    const targets = request.targets.filter((target) => target.hide !== true);
    if (targets.length === 0) return of({ data: [] });
    return merge(...targets.map((target) => this.#answers(target, request)));
  }

  #answers(target: Target, request: Request): Observable<DataQueryResponse> {
    let asked: Target;
    try {
      asked = this.#prepare(target, request);
    } catch (error) {
      return of(failure(target.refId, problemOf(error), []));
    }
    const question = () => questionOf(asked, momentOf(request));
    const told = this.#isLive(asked)
      ? watchMoving(this.#watch, question)
      : this.#api.ask(question()).pipe(
          map((answer): LiveAnswer => ({ answer, problem: undefined })),
          catchError((error: unknown) => of<LiveAnswer>({ answer: undefined, problem: problemOf(error) })),
        );
    return told.pipe(toResponses(asked.refId, (answer) => this.#frames(asked, answer)));
  }

  #frames(query: Target, answer: Answer<unknown>): DataFrame[] {
    if (query.queryType === 'annotations') return [annotationFrame(query, answer as Answer<Annotations>)];
    const { refId } = query;
    return framesOf(query, answer, { refId, datasourceUid: this.uid });
  }

  #prepare(target: Target, request: Request): Target {
    if (target.queryType === 'annotations') return target;
    const filtered = withAdHocFilters(migrateQuery(target), request.filters);
    return withParameters(interpolate(filtered, this.#templates, request.scopedVars));
  }

  #isLive(query: Target): query is GatewayQuery {
    return query.queryType !== 'annotations' && query.live === true;
  }

  /** Names of a dimension, by part of the name, for filters and variables. */
  async choices(
    dimension: DimensionName,
    search = '',
    { limit = 100, deleted = false }: { limit?: number; deleted?: boolean | undefined } = {},
  ): Promise<Array<{ id: number | string; name: string }>> {
    const parameters = new URLSearchParams({
      ...(deleted ? { deleted: '1' } : {}),
      limit: String(limit),
      ...(search === '' ? {} : { search }),
    });
    const question = `dimensions/${dimension}?${parameters.toString()}`;
    const { value } = (await firstValueFrom(this.#api.ask(question))) as Answer<Dimension>;
    return value?.entries ?? [];
  }

  /** `$name` of each of the dashboard's variables. */
  variableNames(): string[] {
    return this.#templates.getVariables().map(({ name }) => `$${name}`);
  }

  /** Text with the dashboard's variables filled in. */
  replace(text: string, scopedVars: ScopedVars): string {
    return this.#templates.replace(text, scopedVars);
  }

  override getDefaultQuery(): Partial<GatewayQuery> {
    return newQuery('overview', this.settings);
  }

  override getQueryDisplayText(query: GatewayQuery): string {
    return summaryOf(migrateQuery(query));
  }

  /** A query without a type is a new panel's, which asks nothing yet. */
  override filterQuery(query: GatewayQuery): boolean {
    return (query as Partial<GatewayQuery>).queryType !== undefined;
  }

  override interpolateVariablesInQueries(
    queries: GatewayQuery[],
    scopedVars: ScopedVars,
    filters?: Request['filters'],
  ): GatewayQuery[] {
    return queries.map((query) =>
      interpolate(withAdHocFilters(migrateQuery(query), filters), this.#templates, scopedVars),
    );
  }

  /** Keys of a dashboard's ad-hoc filters. */
  override getTagKeys(): Promise<MetricFindValue[]> {
    return Promise.resolve(
      [...Object.keys(filterDimensions), 'providerType'].map((text) => ({ text, value: text })),
    );
  }

  /** Values of a key of a dashboard's ad-hoc filters. */
  override async getTagValues({ key }: { key: string }): Promise<MetricFindValue[]> {
    const dimension = filterDimensions[key];
    if (dimension === undefined) return [];
    return (await this.choices(dimension)).map(({ name }) => ({ text: name, value: name }));
  }

  override testDatasource(): Promise<TestDataSourceResponse> {
    return testConnection(this.#api, this.settings);
  }
}

/** The dashboard's range at this moment: a relative one moves. */
function momentOf({ range, maxDataPoints }: Request) {
  const { raw } = range;
  const at = (end: 'from' | 'to') =>
    (typeof raw[end] === 'string'
      ? dateMath.toDateTime(raw[end], { roundUp: end === 'to' })
      : undefined
    )?.valueOf() ?? range[end].valueOf();
  return { from: at('from'), to: at('to'), maxDataPoints };
}
