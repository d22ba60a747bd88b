import type { Random } from '../random.ts';
import { daysAgo } from './moments.ts';
import type { NewRow } from './insert-rows.ts';
import { teamOf } from './users.ts';

const names = ['MacBook', 'Claude Code', 'CI', '办公室台式机', 'Cursor', '远程服务器', 'Codex CLI', 'Zed'];

const plans: readonly NewRow[] = [
  {},
  { limit_daily_usd: '30.00', limit_concurrent_sessions: 3 },
  {},
  { limit_5h_usd: '10.00', limit_weekly_usd: '120.00', daily_reset_mode: 'rolling' },
  { limit_monthly_usd: '500.00', limit_total_usd: '3000.00', cache_ttl_preference: '1h' },
];

/**
 * Rows of `keys`, for each user the given number. Key strings look as the gateway makes them, and are not unique:
 * of every two users, until there are enough duplicates, the first one's last key repeats another string, which is in
 * turn one of its own and one of its neighbour's.
 */
export function keyRows(
  userIds: readonly number[],
  keysPerUser: number,
  duplicates: number,
  random: Random,
): NewRow[] {
  const strings = userIds.map(() => Array.from({ length: keysPerUser }, () => `sk-${random.hex(32)}`));
  for (let pair = 0; pair < duplicates; pair += 1) {
    const borrower = strings[2 * pair];
    const neighbour = strings[2 * pair + 1];
    if (borrower === undefined || neighbour === undefined) break;
    const lender = keysPerUser > 1 && pair % 2 === 0 ? borrower : neighbour;
    borrower.splice(-1, 1, ...lender.slice(0, 1));
  }
  return userIds.flatMap((userId, user) =>
    (strings[user] ?? []).map((key, position) => {
      const index = user * keysPerUser + position;
      return {
        ...plans[index % plans.length],
        ...stateOf(index, position),
        user_id: userId,
        key,
        name: names[(position + (user % 3)) % names.length],
        can_login_web_ui: position === 0,
        provider_group: teamOf(user).groups,
        created_at: daysAgo(380 - (index % 250)),
        updated_at: daysAgo(1),
      };
    }),
  );
}

/** Nobody loses the first key. */
function stateOf(index: number, position: number): NewRow {
  if (position === 0) return {};
  if (index % 9 === 5) return { deleted_at: daysAgo(15) };
  if (index % 13 === 11) return { is_enabled: false };
  if (index % 17 === 13) return { expires_at: daysAgo(5) };
  return {};
}
