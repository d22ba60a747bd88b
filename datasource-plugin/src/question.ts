import type {
  AnnotationTarget,
  GatewayQuery,
  LeaderboardQuery,
  ModelsQuery,
  QueryOf,
  QueryType,
  StatisticsQuery,
} from './types/query.ts';

/** What a question depends on beside its query. */
export interface Moment {
  /** The dashboard's time range, Unix ms. */
  from: number;
  to: number;
  /** The most points that the panel can show; Grafana takes the panel's width for it. */
  maxDataPoints?: number | undefined;
}

/**
 * The text of a question, as a route of the exporter's API below `/api/v1` with its parameters. Equal questions have equal
 * texts, since requests, answers and the live stream are shared by them. Variables are filled in before.
 */
export function questionOf(query: GatewayQuery | AnnotationTarget, moment: Moment): string {
  const make = makers[query.queryType] as (
    query: GatewayQuery | AnnotationTarget,
    moment: Moment,
  ) => Parameters;
  const parameters = Object.entries(make(query, moment)).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '',
  );
  parameters.sort(([a], [b]) => (a < b ? -1 : 1));
  const text = new URLSearchParams(parameters).toString();
  return text === '' ? query.queryType : `${query.queryType}?${text}`;
}

type Parameters = Record<string, string | undefined>;

const nothing = (): Parameters => ({});
const limited = ({ limit }: { limit?: number | string }): Parameters => ({ limit: textOf(limit) });

const makers: {
  [Type in QueryType]: (query: QueryOf<Type>, moment: Moment) => Parameters;
} & { annotations: (query: AnnotationTarget, moment: Moment) => Parameters } = {
  overview: nothing,
  leaderboard: boardParameters,
  statistics: chartParameters,
  trend: nothing,
  models: (query, moment) => ({ ...periodParameters(query, moment), ...limited(query) }),
  activity: limited,
  sessions: limited,
  slots: nothing,
  quotas: ({ quotaScope }) => ({ scope: quotaScope }),
  sources: nothing,
  annotations: ({ limit }, { from, to }) => ({
    from: instant(from),
    to: instant(to),
    limit: textOf(limit),
  }),
};

function boardParameters(query: LeaderboardQuery, moment: Moment): Parameters {
  const { scope, providerType, ofUser, models, percentiles, rankChange, sort, order } = query;
  return {
    scope,
    ...periodParameters(query, moment),
    ...limited(query),
    providerType,
    userTags: listOf(query.userTags),
    userGroups: listOf(query.userGroups),
    user: ofUser,
    models: modelsOf(scope, models),
    percentiles: percentiles === true ? '1' : undefined,
    rankChange: rankChange === true ? '1' : undefined,
    sort,
    order: sort === undefined || sort === '' ? undefined : order,
  };
}

/** The cache board of providers has models unless they are not wanted. */
function modelsOf(scope: LeaderboardQuery['scope'], wanted = false): string | undefined {
  if (scope === 'model') return undefined;
  return wanted ? '1' : scope === 'providerCacheHitRate' ? '0' : undefined;
}

function periodParameters({ period }: LeaderboardQuery | ModelsQuery, moment: Moment): Parameters {
  if (period !== 'dashboard') return { period };
  const { from, to } = rounded(moment);
  return { period: 'custom', from: instant(from), to: instant(to) };
}

function chartParameters(query: StatisticsQuery, moment: Moment): Parameters {
  const { range, step, mode, ofUser = '', daysEarlier = 0 } = query;
  const lines = ofUser === '' ? { mode: mode === 'auto' ? undefined : mode } : { user: ofUser };
  if (range !== 'dashboard') return { range, ...lines };
  const { from, to } = rounded(moment);
  const asked = step === undefined || step === 'auto' ? stepFor(to - from, moment.maxDataPoints) : step;
  const earlier = daysEarlier * DAY_MS;
  return { from: instant(from - earlier), to: instant(to - earlier), step: asked, ...lines };
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** To what the ends of a range are rounded, for ranges up to a length. */
const grids = [
  { upTo: HOUR_MS, gridMs: MINUTE_MS },
  { upTo: 6 * HOUR_MS, gridMs: 5 * MINUTE_MS },
  { upTo: 2 * DAY_MS, gridMs: 15 * MINUTE_MS },
  { upTo: Infinity, gridMs: HOUR_MS },
];

/**
 * A range with its ends moved outwards, so that everybody who looks at "the last six hours" asks the same for a while:
 * one answer serves them all, and a live question need not change at every tick.
 */
export function rounded({ from, to }: { from: number; to: number }): { from: number; to: number } {
  const gridMs = grids.find(({ upTo }) => to - from <= upTo)?.gridMs ?? HOUR_MS;
  const begin = Math.floor(from / gridMs) * gridMs;
  return { from: begin, to: Math.max(Math.ceil(to / gridMs) * gridMs, begin + gridMs) };
}

/** Widths that the exporter knows, narrowest first. */
const widths = [
  { step: '15', ms: 15 * MINUTE_MS },
  { step: '30', ms: 30 * MINUTE_MS },
  { step: 'hour', ms: HOUR_MS },
  { step: '180', ms: 3 * HOUR_MS },
  { step: '360', ms: 6 * HOUR_MS },
  { step: 'day', ms: DAY_MS },
  { step: 'week', ms: 7 * DAY_MS },
  { step: 'month', ms: 28 * DAY_MS },
];

/** More buckets than this tell an eye nothing more, whatever the panel's width. */
const MOST_BUCKETS = 400;

function stepFor(lengthMs: number, maxDataPoints = MOST_BUCKETS): string {
  const most = Math.max(1, Math.min(MOST_BUCKETS, maxDataPoints / 2));
  return (widths.find(({ ms }) => lengthMs / ms <= most) ?? widths[widths.length - 1])?.step ?? 'day';
}

const instant = (ms: number) => new Date(ms).toISOString();

const textOf = (limit: number | string | undefined) =>
  limit === undefined ? undefined : String(limit).trim();

/** As JSON, since a tag may have a comma in it. */
function listOf(values: readonly string[] | undefined): string | undefined {
  const wanted = [...new Set((values ?? []).filter((value) => value !== ''))].sort();
  return wanted.length === 0 ? undefined : JSON.stringify(wanted);
}
