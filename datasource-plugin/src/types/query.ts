import type { DataQuery } from '@grafana/schema';
import type { PeriodName, RangeName, ScopeName } from '@hubscope/exporter/contract/words';

/*
 * The query model is plain JSON without anything of the editor's state, so that a backend could read saved queries. A
 * field that a template variable can fill is text, or a list of texts, until it is interpolated (interpolate.ts).
 */

/** Text that begins with a dashboard's variable. */
export type Variable = `$${string}`;

/** What can be asked of the gateway, in the order of the editor. */
export const queryTypes = [
  'overview',
  'leaderboard',
  'statistics',
  'trend',
  'models',
  'activity',
  'sessions',
  'slots',
  'quotas',
  'sources',
] as const;
export type QueryType = (typeof queryTypes)[number];

/** Headline figures of an overview. */
export type OverviewFigure =
  | 'concurrentSessions'
  | 'inflightRequests'
  | 'requestsPerMinute'
  | 'requests'
  | 'costUsd'
  | 'avgResponseSeconds'
  | 'errorRatio';

/** What a leaderboard ranks. */
export type Scope = ScopeName;

/** Period of a board: the dashboard's time range, or one of the gateway's by its own calendar. */
export type Period = 'dashboard' | PeriodName;

/** Range of a chart: the dashboard's, or one of the gateway's. */
export type Range = 'dashboard' | RangeName;

/** Width of a chart's buckets; `auto` takes what suits the range and the panel. */
export type Step = 'auto' | '15' | '30' | 'hour' | '180' | '360' | 'day' | 'week' | 'month';

/** Lines of a chart: `auto` = the most that the viewer may see. */
export type Mode = 'auto' | 'users' | 'keys' | 'mixed';

/**
 * Form of an answer with many rows. `table`: a row for each. `figures`: a field for each with one figure of it, which
 * stat, gauge, bar gauge and pie charts draw as it is.
 */
export type Form = 'table' | 'figures';

/** Keeps rows by what they say; ad-hoc filters of a dashboard become such, too. */
export interface RowFilter {
  /** `user`, `key`, `provider`, `model`; on a leaderboard also `userTag`, `userGroup`, `providerType`. */
  key: string;
  operator: '=' | '!=' | '=|' | '!=|' | '=~' | '!~';
  value: string;
  /** Values of the operators that take several. */
  values?: string[];
}

interface Common extends DataQuery {
  queryType: QueryType;
  /** Version of the model that the query was saved with (migrations.ts). */
  version?: number;
  /** A new frame at each heartbeat, whatever the dashboard's refresh is. */
  live?: boolean;
  /** `gateway`: in the gateway's currency where the exporter has a rate. Default `gateway`. */
  currency?: 'gateway' | 'USD';
  filters?: RowFilter[];
}

/** Headline figures. */
export interface OverviewQuery extends Common {
  queryType: 'overview';
  /** Default all. */
  figures?: OverviewFigure[];
  /** Two rows, yesterday's same period and now, so that a stat panel shows the change. Default true. */
  compare?: boolean;
}

/** A ranking. */
export interface LeaderboardQuery extends Common {
  queryType: 'leaderboard';
  scope: Scope;
  period: Period | Variable;
  providerType?: string;
  userTags?: string[];
  userGroups?: string[];
  /** Id or name of the user whose requests alone count; told to administrators, and to that user. */
  ofUser?: string;
  /** Adds a table of models within each row. Not of the scope `model`. */
  models?: boolean;
  percentiles?: boolean;
  rankChange?: boolean;
  /** A figure's name (leaderboard-figures.ts), or `name`; default the gateway's order. */
  sort?: string;
  order?: 'asc' | 'desc';
  /** The most rows; a number, or text with a variable. */
  limit?: number | string;
  form?: Form;
  /** The figure of the form `figures`. Default the first of the scope. */
  figure?: string;
}

/** Usage over time, a line for each user or key. */
export interface StatisticsQuery extends Common {
  queryType: 'statistics';
  range: Range | Variable;
  step?: Step | Variable;
  /** The dashboard's time range so many days earlier, to compare with. */
  daysEarlier?: number;
  mode?: Mode;
  /** Id or name of the user whose keys are the lines, whatever the mode; told to administrators, and to that user. */
  ofUser?: string;
  figures?: UsageFigure[];
  /** The most lines; the rest are added up as one. */
  limit?: number | string;
  /** `wide`: a field for each line. `long`: a row for each line and bucket. Default `wide`. */
  shape?: 'wide' | 'long';
}

/** What is counted over time. */
export const usageFigures = ['costUsd', 'requests'] as const;
export type UsageFigure = (typeof usageFigures)[number];

/** Today hour by hour. */
export interface TrendQuery extends Common {
  queryType: 'trend';
  figures?: UsageFigure[];
}

/** How requests are spread over models. */
export interface ModelsQuery extends Common {
  queryType: 'models';
  period: Period | Variable;
  limit?: number | string;
  form?: Form;
  figure?: 'requests' | 'costUsd' | 'tokens' | 'share';
}

/** The live request stream. */
export interface ActivityQuery extends Common {
  queryType: 'activity';
  limit?: number | string;
}

/** Active sessions. */
export interface SessionsQuery extends Common {
  queryType: 'sessions';
  limit?: number | string;
}

/** Provider slots, volume and circuit breakers. */
export interface SlotsQuery extends Common {
  queryType: 'slots';
  /** `fleet`: one row, all limited capacity of enabled providers taken together. Default `providers`. */
  of?: 'providers' | 'fleet';
  form?: Form;
  figure?: 'utilizationRatio' | 'used' | 'requestsToday' | 'tokensToday';
}

/** Spending limits. */
export interface QuotasQuery extends Common {
  queryType: 'quotas';
  quotaScope: 'provider' | 'user' | 'key';
  form?: Form;
  figure?: 'ratio' | 'usedUsd' | 'remainingUsd';
}

/** What figures come from, and whether it answers. */
export interface SourcesQuery extends Common {
  queryType: 'sources';
}

/** A query, as dashboards save it. */
export type GatewayQuery =
  | OverviewQuery
  | LeaderboardQuery
  | StatisticsQuery
  | TrendQuery
  | ModelsQuery
  | ActivityQuery
  | SessionsQuery
  | SlotsQuery
  | QuotasQuery
  | SourcesQuery;

/** The query of one type. */
export type QueryOf<Type extends QueryType> = Extract<GatewayQuery, { queryType: Type }>;

/** What a dashboard variable lists. */
export const dimensionNames = ['users', 'keys', 'providers', 'models', 'tags', 'groups'] as const;
export type DimensionName = (typeof dimensionNames)[number];

/** The query of a dashboard variable. */
export interface VariableQuery extends DataQuery {
  dimension: DimensionName;
  /** Part of the name. */
  search?: string;
  /** Also what the gateway has deleted. */
  deleted?: boolean;
  /** What the variable's value is; its text is always the name. Default `name`. */
  value?: 'name' | 'id';
}

/** The query of annotations. */
export interface AnnotationQuery extends DataQuery {
  /** Changes of circuit breakers. Default true. */
  breakers?: boolean;
  /** Administrative changes, which the gateway shows to its administrators only. Default false. */
  administration?: boolean;
  limit?: number;
}

/** A query of annotations on its way through `query()`. */
export interface AnnotationTarget extends AnnotationQuery {
  queryType: 'annotations';
}
