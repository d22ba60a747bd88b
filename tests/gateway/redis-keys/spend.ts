import type { ApiKey, Caller, Provider, SpendResets, User } from '../traffic/participants.ts';
import type { ScriptedRedis } from './connection.ts';
import type { KeyContext } from './key-context.ts';
import { secondsToReset } from './spend-windows.ts';

/** A billed answer. */
interface Charge {
  readonly caller: Caller;
  readonly provider: Provider;
  /** `message_request.id`. */
  readonly requestId: number;
  /** USD, exact decimal. */
  readonly costUsd: string;
  /** IANA zone of the gateway. */
  readonly timezone: string;
}

/** Adds up what keys, users and providers have spent in their current windows. */
export interface Spend {
  charge(charge: Charge): Promise<void>;
  /** One more request in the user's last minute; only users with a limit of requests are counted. */
  countRequest(caller: Caller, requestSequence: number): Promise<void>;
  /** Forgets what a user and the user's keys have spent, as an administrator's reset does. */
  forget(user: User, keys: readonly ApiKey[]): Promise<void>;
}

interface Spender {
  /** `key:11`, `user:2` or `provider:21`. */
  readonly name: string;
  readonly resets: SpendResets;
  readonly longWindows: readonly ('weekly' | 'monthly')[];
}

const hourSeconds = 3_600;
const rollingWindows = { '5h': 5 * hourSeconds, daily: 24 * hourSeconds } as const;
const requestWindowSeconds = 60;

export function createSpend({ redis, now }: KeyContext): Spend {
  const rolling = (
    each: ScriptedRedis,
    { name }: Spender,
    window: keyof typeof rollingWindows,
    charge: Charge,
    at: number,
  ) => {
    const key = `${name}:cost_${window}_rolling`;
    const seconds = rollingWindows[window];
    return [
      each.zremrangebyscore(key, '-inf', at - seconds * 1_000),
      each.zadd(key, at, `${at}:${charge.requestId}:${charge.costUsd}`),
      each.expire(key, seconds + hourSeconds),
    ];
  };
  /** Redis adds as long double; the gateway's own figures have the same small error. */
  const fixed = (
    each: ScriptedRedis,
    key: string,
    charge: Charge,
    seconds: number,
    from: 'now' | 'first',
  ) => [
    each.incrbyfloat(key, charge.costUsd),
    // The fixed 5 hours begin with the first charge, so a later one leaves the expiry alone.
    from === 'first' ? each.expire(key, seconds, 'NX') : each.expire(key, seconds),
  ];

  return {
    async charge(charge) {
      const at = now();
      const { user, key } = charge.caller;
      const spenders: Spender[] = [
        { name: `key:${key.id}`, resets: key.resets, longWindows: ['weekly', 'monthly'] },
        { name: `user:${user.id}`, resets: user.resets, longWindows: [] },
        {
          name: `provider:${charge.provider.id}`,
          resets: charge.provider.resets,
          longWindows: ['weekly', 'monthly'],
        },
      ];
      await redis.attempt((each) =>
        Promise.all(
          spenders.flatMap((spender) => {
            const { name, resets, longWindows } = spender;
            const ttl = (window: 'daily' | 'weekly' | 'monthly') =>
              secondsToReset(window, at, charge.timezone, resets.dailyAt);
            return [
              ...(resets.fiveHours === 'rolling'
                ? rolling(each, spender, '5h', charge, at)
                : fixed(each, `${name}:cost_5h_fixed`, charge, 5 * hourSeconds, 'first')),
              ...(resets.daily === 'rolling'
                ? rolling(each, spender, 'daily', charge, at)
                : fixed(
                    each,
                    `${name}:cost_daily_${resets.dailyAt.replace(':', '')}`,
                    charge,
                    ttl('daily'),
                    'now',
                  )),
              ...longWindows.flatMap((window) =>
                fixed(each, `${name}:cost_${window}`, charge, ttl(window), 'now'),
              ),
            ];
          }),
        ),
      );
    },
    async countRequest({ user }, requestSequence) {
      if (user.requestsPerMinute === undefined) return;
      const at = now();
      const key = `user:${user.id}:rpm_window`;
      await redis.attempt((each) =>
        Promise.all([
          each.zremrangebyscore(key, '-inf', at - requestWindowSeconds * 1_000),
          each.zadd(key, at, `${at}:${requestSequence}`),
          each.expire(key, 2 * requestWindowSeconds),
        ]),
      );
    },
    async forget(user, keys) {
      const windows = ({ resets }: User | ApiKey) => [
        '5h_rolling',
        '5h_fixed',
        'daily_rolling',
        `daily_${resets.dailyAt.replace(':', '')}`,
        'weekly',
        'monthly',
      ];
      const names = [
        ...windows(user).map((window) => `user:${user.id}:cost_${window}`),
        ...keys.flatMap((key) => windows(key).map((window) => `key:${key.id}:cost_${window}`)),
      ];
      await redis.attempt((each) => Promise.all(names.map((name) => each.del(name))));
    },
  };
}
