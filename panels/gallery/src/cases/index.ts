import type { Exhibit } from '../exhibit.ts';
import { activity } from './activity.ts';
import { leaderboard } from './leaderboard.ts';
import { metric } from './metric.ts';
import { slots } from './slots.ts';
import { stage } from './stage.ts';
import { usage } from './usage.ts';

/** All panels. */
export const exhibits: readonly Exhibit[] = [metric, leaderboard, slots, activity, usage, stage];
