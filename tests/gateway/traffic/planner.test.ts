import { Decimal } from 'decimal.js';
import type { Participants, Provider } from './participants.ts';
import type { ProxiedPlan, RequestPlan } from './plan.ts';
import { createPlanner, type PlannerOptions } from './planner.ts';
import { fairConditions, type Conditions } from './routing.ts';
import type { TrafficMix } from './stories.ts';

const unlimited = { limits: {}, resets: { fiveHours: 'rolling', daily: 'fixed', dailyAt: '00:00' } } as const;
const provider = (id: number, given: Partial<Provider> = {}): Provider => ({
  id,
  name: `provider ${id}`,
  type: 'claude',
  active: true,
  deleted: false,
  weight: 1,
  priority: 0,
  costMultiplier: '1.2000',
  groups: ['default'],
  redirects: new Map(),
  slots: undefined,
  breaker: { failureThreshold: 5, openMs: 60_000, halfOpenSuccesses: 2 },
  ...unlimited,
  ...given,
});

const participants = (providers: Provider[]): Participants => ({
  users: [1, 2, 3].map((id) => ({
    id,
    name: `user ${id}`,
    active: id !== 3,
    deleted: false,
    requestsPerMinute: undefined,
    ...unlimited,
  })),
  keys: [1, 2, 3].map((id) => ({
    id: 10 + id,
    userId: id,
    name: 'laptop',
    key: `sk-${id}`,
    active: true,
    groups: ['default'],
    ...unlimited,
  })),
  providers,
  groupMultipliers: new Map([['default', '0.9000']]),
  prices: new Map([
    [
      'claude-opus-4-5-20251101',
      {
        input: '0.000005',
        output: '0.000025',
        cacheWrite5m: '0.00000625',
        cacheWrite1h: '0.00001',
        cacheRead: '0.0000005',
      },
    ],
  ]),
  settings: { timezone: 'UTC', highConcurrency: false, answersWarmups: true, billsHedgeLosers: true },
});

const begin = Date.UTC(2026, 2, 2, 9);
const plans = (
  count: number,
  providers: Provider[],
  given: Partial<PlannerOptions> = {},
  conditions: Conditions = fairConditions,
): RequestPlan[] => {
  const planner = createPlanner(participants(providers), {
    seed: 1,
    models: ['claude-opus-4-5-20251101'],
    sessionTtlSeconds: 300,
    speed: 1,
    ...given,
  });
  return Array.from({ length: count }, (_, index) => planner.next(begin + index * 500, conditions)!);
};
const proxied = (all: RequestPlan[]) => all.filter((plan): plan is ProxiedPlan => plan.kind === 'proxied');
const only = (story: keyof TrafficMix): TrafficMix => ({ [story]: 1 });

it('repeats itself with the same seed and clock', () => {
  const providers = [provider(1), provider(2, { slots: 4 })];
  expect(plans(600, providers)).toEqual(plans(600, providers));
  expect(plans(600, providers, { seed: 2 })).not.toEqual(plans(600, providers));
});

it('tells every story of the usual mix', () => {
  const all = plans(12_000, [provider(1), provider(2)]);
  expect(new Set(all.map(({ kind }) => kind))).toEqual(
    new Set(['proxied', 'replay', 'warmup', 'sensitive_word']),
  );
  expect(new Set(proxied(all).map(({ ending }) => ending?.statusCode))).toEqual(
    new Set([200, 404, 429, 499, 500, 503, undefined]),
  );
  expect(new Set(proxied(all).map(({ session }) => session.identity.replace(/[:_].*/, '')))).toEqual(
    new Set(['pfx', 'sid', 'sess']),
  );
  for (const { session } of proxied(all)) {
    expect(session.id).toMatch(/^sess_[0-9a-z]+_[0-9a-f]{12}$/);
    expect(session.identity).toMatch(/^(pfx:[0-9a-f]{16}:[0-9a-f]{32}|sid:[0-9a-f]{32}|sess_.*)$/);
  }
});

it('bills exactly: components times both multipliers, to 15 decimals', () => {
  const bills = proxied(plans(50, [provider(1)], { mix: only('success') })).flatMap(({ ending }) =>
    ending?.bill && ending.usage ? [{ bill: ending.bill, usage: ending.usage }] : [],
  );
  expect(bills.length).toBeGreaterThan(40);
  for (const { bill, usage } of bills) {
    const millionths = new Decimal(usage.input)
      .times(5)
      .plus(new Decimal(usage.output).times(25))
      .plus(new Decimal(usage.cacheWrite5m ?? 0).times('6.25'))
      .plus(new Decimal(usage.cacheWrite1h ?? 0).times(10))
      .plus(new Decimal(usage.cacheRead ?? 0).times('0.5'));
    expect(bill.total).toBe(millionths.times('1.2').times('0.9').div(1_000_000).toFixed(15));
  }
});

it('turns from a failing provider to another, and never uses one that is closed, full or not permitted', () => {
  const providers = [
    provider(1),
    provider(2, { priority: 1, slots: 2 }),
    provider(3, { active: false }),
    provider(4, { groups: ['vip'] }),
    provider(5, { type: 'codex' }),
  ];
  const failing = {
    ...fairConditions,
    ailment: ({ id }: Provider) => (id === 1 ? ('down' as const) : undefined),
  };
  const all = proxied(plans(400, providers, { mix: only('success') }, failing));
  expect(new Set(all.flatMap(({ attempts }) => attempts.map((each) => each.provider.id)))).toEqual(
    new Set([1, 2]),
  );
  const recovered = all.filter(({ attempts }) => attempts.at(-1)?.provider.id === 2);
  expect(recovered.length).toBeGreaterThan(0);
  expect(recovered.every(({ ending }) => ending?.statusCode === 200)).toBe(true);
  // Two slots: whoever finds them taken gets 503 from the first provider's failure.
  expect(new Set(recovered.slice(0, 20).map(({ session }) => session.id)).size).toBeLessThanOrEqual(3);
  expect(all.some(({ ending }) => ending?.statusCode === 503)).toBe(true);

  const closed = { ...fairConditions, admits: ({ id }: Provider) => id !== 1 };
  const elsewhere = proxied(plans(100, [provider(1), provider(2)], {}, closed));
  expect(elsewhere.flatMap(({ attempts }) => attempts).some((each) => each.provider.id === 1)).toBe(false);
  expect(plans(1, [provider(1)], { mix: only('success') }, closed)[0]?.kind).toBe('refused');
});

it('never plans more sessions on a provider than it has slots', () => {
  const all = proxied(plans(3_000, [provider(1, { slots: 5 }), provider(2, { priority: 1 })]));
  const ttlMs = 300_000;
  for (const [index, plan] of all.entries()) {
    const holders = new Set(
      all
        .slice(0, index + 1)
        .filter(({ at, ending }) => at + (ending?.durationMs ?? 0) + ttlMs >= plan.at)
        .filter(({ attempts }) =>
          attempts.some((each) => each.provider.id === 1 && each.result === 'answered'),
        )
        .map(({ session }) => session.id),
    );
    expect(holders.size).toBeLessThanOrEqual(5);
  }
});

it('plans races whose loser is paid within two minutes', () => {
  const races = proxied(plans(200, [provider(1), provider(2)], { mix: only('billed-hedge') })).filter(
    ({ ending }) => ending?.lateLosers.length === 1,
  );
  expect(races.length).toBeGreaterThan(150);
  for (const { attempts, ending } of races) {
    const [loser] = ending!.lateLosers;
    expect(loser!.delayMs).toBeLessThanOrEqual(120_000);
    expect(new Decimal(loser!.costUsd).gt(0)).toBe(true);
    expect(attempts.map(({ result }) => result).sort()).toEqual(['answered', 'hedge_loser_billed']);
    expect(attempts.map(({ isHedge }) => isHedge)).toEqual([false, true]);
    expect(new Set(attempts.map((each) => each.provider.id)).size).toBe(2);
  }
});

it('follows redirects, and replays only what was answered before', () => {
  const redirects = new Map([['claude-opus-4-5-20251101', 'glm-4.6']]);
  const all = plans(300, [provider(1, { redirects })], { mix: { success: 3, replay: 1 } });
  expect(new Set(proxied(all).flatMap(({ attempts }) => attempts.map(({ model }) => model)))).toEqual(
    new Set(['glm-4.6']),
  );
  const replays = all.filter((plan) => plan.kind === 'replay');
  expect(replays.length).toBeGreaterThan(20);
  for (const { at, source, caller } of replays) {
    expect(source.at + source.ending!.durationMs).toBeLessThan(at);
    expect(source.ending?.statusCode).toBe(200);
    expect(caller).toBe(source.caller);
  }
});
