import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import type { GatewayQuery } from '../../../datasource-plugin/src/types/query.ts';
import { QUERY_VERSION } from '../../../datasource-plugin/src/migrations.ts';
import { hubscope, prometheus } from './sources.ts';

/** What a query asks, beside its place in a panel. */
type Asked<Query> = Query extends GatewayQuery ? Omit<Query, 'refId' | 'version' | 'datasource'> : never;

/** What a panel asks our data source. */
export type Question = Asked<GatewayQuery>;

const made = (query: object): Builder<Dataquery> => ({ build: () => query as Dataquery });

/** A question to the gateway. */
export const ask = (question: Question, refId = 'A'): Builder<Dataquery> =>
  made({ refId, datasource: hubscope, version: QUERY_VERSION, ...question });

/** A question that is answered anew at each heartbeat, on a board without a refresh. */
export const watch = (question: Question, refId = 'A'): Builder<Dataquery> =>
  ask({ ...question, live: true }, refId);

interface PromqlOptions {
  refId?: string;
  /** What a line is called; `{{label}}` is a label. */
  legend?: string;
  /** The present value alone, for tables and single figures. */
  instant?: boolean;
}

/** A PromQL expression, over the dashboard's time range unless it is instant. */
export function promql(
  expression: string,
  { refId = 'A', legend = '', instant = false }: PromqlOptions = {},
): Builder<Dataquery> {
  const query = new DataqueryBuilder()
    .refId(refId)
    .datasource(prometheus)
    .expr(expression.replace(/\s+/g, ' ').trim())
    .legendFormat(legend);
  return instant ? query.instant() : query.range();
}
