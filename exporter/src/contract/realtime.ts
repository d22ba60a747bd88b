import { z } from 'zod';
import { leaderboard } from './leaderboard.ts';
import { activity, slots } from './live.ts';
import { overview } from './overview.ts';
import { part } from './part.ts';
import { models, trend } from './usage.ts';

/** Everything a wall screen shows; each part may be missing alone. */
export const realtime = z.object({
  overview: part(overview),
  activity: part(activity).describe('The newest 20 requests'),
  slots: part(slots),
  users: part(leaderboard).describe("Today's board of users, the first ten"),
  providers: part(leaderboard).describe("Today's board of providers, the first ten"),
  models: part(models).describe('Models of today, the ten costliest'),
  trend: part(trend),
});

/** See {@link realtime}. */
export type Realtime = z.infer<typeof realtime>;
