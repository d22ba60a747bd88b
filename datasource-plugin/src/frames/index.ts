import type { DataFrame } from '@grafana/data';
import type {
  Activity,
  Answer,
  Leaderboard,
  Models,
  Overview,
  Quotas,
  Sessions,
  Slots,
  Sources,
  Statistics,
  Trend,
} from '@hubscope/exporter/contract';
import { moneyOf, type Money } from '../figures/index.ts';
import type { GatewayQuery, QueryOf, QueryType } from '../types/query.ts';
import { activityFrames } from './activity.ts';
import { frameOf, type Draft, type FrameContext, type Input } from './frame.ts';
import { leaderboardFrames } from './leaderboard.ts';
import { modelsFrames } from './models.ts';
import { answerNotices } from './notices.ts';
import { overviewFrames } from './overview.ts';
import { quotasFrames } from './quotas.ts';
import { sessionsFrames } from './sessions.ts';
import { slotsFrames } from './slots.ts';
import { sourcesFrames } from './sources.ts';
import { statisticsFrames } from './statistics.ts';
import { trendFrames } from './trend.ts';

export type { FrameContext } from './frame.ts';

/** What the exporter answers to each type of query. */
interface ValueOf {
  overview: Overview;
  leaderboard: Leaderboard;
  statistics: Statistics;
  trend: Trend;
  models: Models;
  activity: Activity;
  sessions: Sessions;
  slots: Slots;
  quotas: Quotas;
  sources: Sources;
}

type Builder<Type extends QueryType> = (input: Input<QueryOf<Type>, ValueOf[Type]>) => Draft[];

const builders: Readonly<{ [Type in QueryType]: Builder<Type> }> = {
  overview: overviewFrames,
  leaderboard: leaderboardFrames,
  statistics: statisticsFrames,
  trend: trendFrames,
  models: modelsFrames,
  activity: activityFrames,
  sessions: sessionsFrames,
  slots: slotsFrames,
  quotas: quotasFrames,
  sources: sourcesFrames,
};

/**
 * Frames of an answer, as Grafana's own panels draw them: units, names in the viewer's language, thresholds, links, and
 * what there is to say of it in `meta.notices`. Unknown is null, or no rows. `answer` is what the exporter gave to this
 * very query.
 */
export function framesOf(query: GatewayQuery, answer: Answer<unknown>, context: FrameContext): DataFrame[] {
  const money = moneyOf(answer, query.currency);
  const build = builders[query.queryType] as (input: Input<GatewayQuery, unknown>) => Draft[];
  const drafts = build({ query, answer, money, context });
  const custom = customOf(answer, money);
  return drafts.map((draft) => {
    const hasMoney = draft.fields.some(({ config }) => config.unit === money.unit);
    const notices = [...answerNotices(answer, hasMoney ? money : undefined), ...(draft.notices ?? [])];
    return frameOf({ ...draft, notices }, context.refId, custom);
  });
}

const customOf = (
  { asOf, timezone, quality, ageSeconds, reason, names }: Answer<unknown>,
  { code, rate }: Money,
) => ({
  asOf,
  timezone,
  quality,
  ageSeconds,
  reason,
  names,
  currency: { code, rate },
});
