import { daysAgo } from './moments.ts';
import type { NewRow } from './insert-rows.ts';
import { personName } from './people.ts';

/** Spending limits as users, keys and providers have them, under the names of the users' columns. */
const plans: readonly NewRow[] = [
  {},
  { daily_limit_usd: '80.00', limit_monthly_usd: '1500.00', limit_concurrent_sessions: 5, rpm_limit: 120 },
  {
    limit_5h_usd: '25.00',
    limit_5h_reset_mode: 'fixed',
    limit_weekly_usd: '300.00',
    limit_concurrent_sessions: 3,
  },
  { daily_limit_usd: '40.00', daily_reset_mode: 'rolling', limit_total_usd: '8000.00' },
  { daily_limit_usd: '60.00', daily_reset_mode: 'fixed', daily_reset_time: '08:00', rpm_limit: 60 },
];

const teams: readonly { tags: readonly string[]; groups: string }[] = [
  { tags: ['platform', 'on-call'], groups: 'default,premium' },
  { tags: ['backend'], groups: 'default' },
  { tags: ['frontend'], groups: 'default' },
  { tags: ['data', 'vip'], groups: 'default，premium，研发' },
  { tags: ['research', 'vip'], groups: '*' },
  { tags: ['mobile'], groups: 'default,codex' },
  { tags: [], groups: 'default\ngemini' },
];

/** Rows of `users`. */
export function userRows(count: number): NewRow[] {
  return Array.from({ length: count }, (_, index) => ({
    ...plans[index % plans.length],
    ...stateOf(index, count),
    name: personName(index),
    description: index === 0 ? 'Runs the gateway' : null,
    role: index === 0 ? 'admin' : 'user',
    provider_group: teamOf(index).groups,
    tags: teamOf(index).tags,
    created_at: daysAgo(400 - (index % 300)),
    updated_at: daysAgo(2),
  }));
}

export function teamOf(index: number): { tags: readonly string[]; groups: string } {
  return teams[index % teams.length] ?? { tags: [], groups: 'default' };
}

/** A small gateway has nobody to spare. */
function stateOf(index: number, count: number): NewRow {
  if (count < 8) return {};
  if (index % 10 === 7) return { deleted_at: daysAgo(20) };
  if (index % 14 === 5) return { is_enabled: false };
  if (index % 16 === 9) return { expires_at: daysAgo(3) };
  return index % 4 === 1 ? { expires_at: daysAgo(-200) } : {};
}
