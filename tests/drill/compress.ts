import { stringify } from 'yaml';
import { ruleGroups } from '../../alerting/src/groups/all.ts';
import { prometheusRules } from '../../alerting/src/output/prometheus.ts';
import { createSetting } from '../../alerting/src/setting.ts';

/** So many times faster than life: 5 minutes of a rule are 10 seconds. */
export const COMPRESSION = 30;

/** How rules and notifications are timed in the drill. */
export const setting = createSetting(COMPRESSION);

/** Text of the rule file, so timed. */
export const compressedRules = (): string => stringify(prometheusRules(ruleGroups(setting), setting));
