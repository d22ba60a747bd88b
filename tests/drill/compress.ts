import { createSetting } from '../../alerting/src/setting.ts';

/** So many times faster than life: 5 minutes of a rule are 10 seconds. */
export const COMPRESSION = 30;

/** How rules and notifications are timed in the drill. */
export const setting = createSetting(COMPRESSION);
