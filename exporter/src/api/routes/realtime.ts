import { z } from 'zod';
import type { Part, Realtime } from '../../contract/index.ts';
import { realtime as realtimeSchema } from '../../contract/realtime.ts';
import { orUnknown } from '../parts.ts';
import { route, type RouteContext } from '../route.ts';
import { leaderboardPart } from './leaderboard.ts';
import { activityPart, slotsPart } from './live.ts';
import { overviewPart } from './overview.ts';
import { modelsPart, trendPart } from './usage.ts';

/** Rows of each board. */
const RANKS = 10;

const REQUESTS = 20;

/** `GET /realtime`: the whole big screen in one call. */
export const realtimeRoute = route({
  name: 'realtime',
  path: '/realtime',
  summary: 'Everything that a wall screen shows, in one answer. A part that fails is unknown in its place.',
  parameters: z.strictObject({}),
  access: () => ['realtime'],
  value: realtimeSchema,
  answer: (context) => realtimePart(context),
});

/** The bundle; it is as good as its overview, without which it says nothing. */
async function realtimePart(context: RouteContext): Promise<Part<Realtime>> {
  const board = (scope: 'user' | 'provider') =>
    orUnknown(leaderboardPart(context, { scope, period: 'daily', rankChange: true, limit: RANKS }));
  const [overview, activity, slots, users, providers, models, trend] = await Promise.all([
    orUnknown(overviewPart(context)),
    orUnknown(activityPart(context, REQUESTS)),
    orUnknown(slotsPart(context)),
    board('user'),
    board('provider'),
    orUnknown(modelsPart(context, 'daily', RANKS)),
    orUnknown(trendPart(context)),
  ]);
  const value = { overview, activity, slots, users, providers, models, trend };
  return { ...overview, value: overview.value === null ? null : value };
}
