import { breakerOpens, familyOut } from './breakers.ts';
import { budgetBurns } from './budget.ts';
import { fleetFills, providerFills } from './capacity.ts';
import { errorStorm, silence } from './errors.ts';
import { exporterKilled, redisAway, targetGone } from './outages.ts';
import { quiet } from './quiet.ts';

/** What is played before all others, since rules look back at it. */
export const beginning = quiet;

/** In the order in which they are played. */
export const scenes = [
  breakerOpens,
  familyOut,
  providerFills,
  fleetFills,
  errorStorm,
  silence,
  budgetBurns,
  redisAway,
  exporterKilled,
  targetGone,
] as const;
