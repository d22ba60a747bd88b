import type { Route } from './route.ts';
import { annotationsRoute } from './routes/annotations.ts';
import { dimensionRoutes } from './routes/dimensions.ts';
import { leaderboardRoute } from './routes/leaderboard.ts';
import { activityRoute, sessionsRoute, slotsRoute } from './routes/live.ts';
import { overviewRoute } from './routes/overview.ts';
import { quotasRoute } from './routes/quotas.ts';
import { realtimeRoute } from './routes/realtime.ts';
import { sourcesRoute } from './routes/sources.ts';
import { modelsRoute, statisticsRoute, trendRoute } from './routes/usage.ts';

/** Every question of the API. */
export const questions: readonly Route[] = [
  overviewRoute,
  realtimeRoute,
  leaderboardRoute,
  statisticsRoute,
  trendRoute,
  modelsRoute,
  activityRoute,
  sessionsRoute,
  slotsRoute,
  quotasRoute,
  annotationsRoute,
  sourcesRoute,
  ...dimensionRoutes,
];
