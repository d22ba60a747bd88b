import type { RuleGroup } from '../rule.ts';
import type { Setting } from '../setting.ts';
import { hubscopeGroup } from './hubscope.ts';
import { requestsGroup } from './requests.ts';
import { slotsGroup } from './slots.ts';
import { spendingGroup } from './spending.ts';

/** Every rule there is. */
export const ruleGroups = (setting: Setting): RuleGroup[] =>
  [requestsGroup, slotsGroup, spendingGroup, hubscopeGroup].map((make) => make(setting));
