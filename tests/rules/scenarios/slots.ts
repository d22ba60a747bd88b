import type { Firing, Scenario } from '../promtool.ts';
import { alpha, alphaLabels, beta, betaLabels, healthy, provider, series, success } from './healthy.ts';

const job = { job: 'hubscope' };
const claude = { ...job, family: 'claude' };

const full = (labels: typeof alphaLabels, share: string, value: number): Firing => ({
  alert: 'GatewayProviderSlotsFull',
  labels,
  summary: `${labels.provider} uses ${share} of its session slots.`,
  value,
});
const fullOnce = (labels: typeof alphaLabels): Firing => ({
  alert: 'GatewayProviderSlotsFull',
  labels,
  summary: `The slots of ${labels.provider} were full when they were last seen. They cannot be seen now.`,
  value: undefined,
});
const exhausted = (share: string, value: number): Firing => ({
  alert: 'GatewaySlotsExhausted',
  labels: claude,
  summary: `All claude providers together use ${share} of their session slots.`,
  value,
});
const open = (labels: typeof alphaLabels): Firing => ({
  alert: 'GatewayProviderBreakerOpen',
  labels,
  summary: `The circuit breaker of ${labels.provider} is open.`,
  value: 1,
});
const noneLeft: Firing = {
  alert: 'GatewayNoHealthyProvider',
  labels: claude,
  summary: 'No claude provider is left: all 2 circuit breakers are open.',
  value: 2,
};
const redisDown: Firing = {
  alert: 'HubscopeSourceDown',
  labels: { ...job, source: 'redis' },
  summary: "The gateway's redis does not answer.",
  value: 0,
};
const collectorFailing = (collector: string): Firing => ({
  alert: 'HubscopeCollectorFailing',
  labels: { ...job, collector },
  summary: `Hubscope's collector ${collector} fails.`,
  value: 0,
});

/** Redis away from one interval on, for so many; then it is back. */
const redisAway = (from: number, intervals: number, after: number) => {
  const gone = `1x${from - 1} 0x${intervals - 1} 1x${after}`;
  return {
    [series('cch_up', 'source="redis"')]: gone,
    ...Object.fromEntries(
      ['provider_slots', 'concurrent_sessions', 'circuit_states'].map((name) => [success(name), gone]),
    ),
  };
};

export const slotScenarios: Scenario[] = [
  {
    name: 'a full provider, one with room, one without a limit',
    series: healthy(80, {
      ...provider(alpha, { open: '0x80', used: '9x30 2x50', limit: '10x80' }),
      ...provider(beta, { open: '0x80', used: '8x80', limit: '10x80' }),
      ...provider('provider_id="3",provider="Gamma"', { type: 'codex', open: '0x80', used: '500x80' }),
    }),
    firing: { '4m': [], '15m': [full(alphaLabels, '90%', 0.9)], '25m': [] },
  },
  {
    name: 'all providers of a family are full; one that is out does not help, one without a limit does',
    series: healthy(80, {
      ...provider(alpha, { open: '0x80', used: '20x80', limit: '20x80' }),
      ...provider(beta, { type: 'claude-auth', open: '0x40 1x10 0x30', used: '10x80', limit: '20x80' }),
      ...provider('provider_id="3",provider="Gamma"', {
        type: 'codex',
        open: '0x80',
        used: '9x80',
        limit: '9x80',
      }),
      ...provider('provider_id="4",provider="Delta"', { type: 'codex', open: '0x80', used: '9x80' }),
    }),
    firing: {
      '15m': [full(alphaLabels, '100%', 1), full({ ...job, provider_id: '3', provider: 'Gamma' }, '100%', 1)],
      '24m': [
        full(alphaLabels, '100%', 1),
        full({ ...job, provider_id: '3', provider: 'Gamma' }, '100%', 1),
        open(betaLabels),
        exhausted('100%', 1),
      ],
    },
  },
  {
    name: 'slots fill; at the same pace one is full soon, the other is not',
    series: healthy(150, {
      ...provider(alpha, { open: '0x150', used: '10+0.5x150', limit: '100x150' }),
      ...provider(beta, { open: '0x150', used: '65+0.02x150', limit: '100x150' }),
    }),
    firing: {
      '40m': [],
      '74m': [
        {
          alert: 'GatewayProviderSlotsFilling',
          labels: alphaLabels,
          summary: 'Alpha uses 84% of its session slots, and all of them within 30 minutes at this pace.',
          value: 0.84,
        },
      ],
    },
  },
  {
    name: 'a provider that has only just been seen has no trend',
    series: healthy(100, provider(alpha, { open: '0x100', used: '_x59 60 62 64+1x38', limit: '100x100' })),
    firing: { '42m': [] },
  },
  {
    name: 'Redis goes away while a provider is full, and comes back: the alert stays, and no other one comes',
    series: {
      ...healthy(160, {
        ...provider(alpha, {
          open: '0x29 stale _x58 0x70',
          used: '10x29 stale _x58 2x70',
          limit: '10x29 stale _x58 10x70',
        }),
        ...provider(beta, {
          open: '0x29 stale _x58 0x70',
          used: '19x6 18x22 stale _x58 9x70',
          limit: '20x29 stale _x58 20x70',
        }),
      }),
      ...redisAway(30, 60, 70),
    },
    firing: {
      '14m': [full(alphaLabels, '100%', 1), full(betaLabels, '90%', 0.9)],
      '44m': [
        fullOnce(alphaLabels),
        fullOnce(betaLabels),
        redisDown,
        collectorFailing('provider_slots'),
        collectorFailing('concurrent_sessions'),
        collectorFailing('circuit_states'),
      ],
      '60m': [],
    },
  },
  {
    name: 'Redis goes away while a provider has just become full: it never fires',
    series: {
      ...healthy(100, provider(alpha, { open: '0x100', used: '10x2 stale', limit: '10x2 stale' })),
      ...redisAway(3, 90, 10),
    },
    firing: {
      '9m': [redisDown],
    },
  },
  {
    name: 'one provider cannot be read while the others can; one that was full is disabled',
    series: healthy(80, {
      ...provider(alpha, { open: '0x80', used: '10x29 stale', limit: '10x80' }),
      ...provider(beta, { open: '0x80', used: '20x29 stale', limit: '20x29 stale' }),
      [series('cch_provider_info', `${beta},provider_type="claude",group="default",enabled="true"`)]:
        '1x29 stale',
      [series('cch_provider_info', `${beta},provider_type="claude",group="default",enabled="false"`)]:
        '_x29 1x50',
    }),
    firing: {
      '14m': [full(alphaLabels, '100%', 1), full(betaLabels, '100%', 1), exhausted('100%', 1)],
      '25m': [
        fullOnce(alphaLabels),
        {
          ...exhausted('', 0),
          summary:
            'The slots of all claude providers were full when they were last seen. They cannot be seen now.',
          value: undefined,
        },
      ],
    },
  },
  {
    name: 'a family in which one provider cannot be read has no figure',
    series: healthy(80, {
      ...provider(alpha, { open: '0x80', used: '8x80', limit: '10x80' }),
      ...provider(beta, { open: '0x80', used: '1x29 stale', limit: '10x80' }),
    }),
    firing: { '30m': [] },
  },
  {
    name: 'high concurrency mode keeps no sessions: nothing is wrong, and nothing stays full',
    series: {
      ...healthy(100, provider(alpha, { open: '0x100', used: '10x29 stale', limit: '10x29 stale' })),
      [series('cch_gateway_info', 'high_concurrency_mode="false"')]: '1x29 stale',
      [series('cch_gateway_info', 'high_concurrency_mode="true"')]: '_x29 1x70',
      [success('provider_slots')]: '1x29 0x70',
      [success('concurrent_sessions')]: '1x29 0x70',
    },
    firing: { '14m': [full(alphaLabels, '100%', 1), exhausted('100%', 1)], '40m': [] },
  },
  {
    name: 'a breaker opens, tries and closes; a disabled provider has none that matters',
    series: healthy(80, {
      ...provider(alpha, { open: '0x10 1x20 0x2 1x10 0x40', used: '1x80', limit: '10x80' }),
      ...provider(beta, { open: '0x80', used: '1x80', limit: '10x80' }),
      [series(
        'cch_provider_info',
        'provider_id="3",provider="Gamma",provider_type="codex",group="",enabled="false"',
      )]: '1x80',
      [series('cch_provider_circuit_state', 'provider_id="3",provider="Gamma",state="open"')]: '1x80',
    }),
    firing: {
      '5m': [],
      '10m': [open(alphaLabels)],
      '17m': [{ ...open(alphaLabels), value: 'over' }],
      '35m': [],
    },
  },
  {
    name: 'no provider is left; then Redis goes away, too',
    series: {
      ...healthy(160, {
        ...provider(alpha, {
          open: '0x5 1x23 stale _x58 0x70',
          used: '1x28 stale _x58 1x70',
          limit: '10x28 stale _x58 10x70',
        }),
        ...provider(beta, {
          type: 'claude-auth',
          open: '0x5 1x23 stale _x58 0x70',
          used: '1x28 stale _x58 1x70',
          limit: '10x28 stale _x58 10x70',
        }),
      }),
      ...redisAway(30, 60, 70),
    },
    firing: {
      '12m': [open(alphaLabels), open(betaLabels), noneLeft],
      '18m': [
        {
          ...open(alphaLabels),
          summary: 'The circuit breaker of Alpha was open when it was last seen. It cannot be seen now.',
          value: undefined,
        },
        {
          ...open(betaLabels),
          summary: 'The circuit breaker of 贝塔 β was open when it was last seen. It cannot be seen now.',
          value: undefined,
        },
        {
          ...noneLeft,
          summary: 'All claude circuit breakers were open when they were last seen. They cannot be seen now.',
          value: undefined,
        },
        redisDown,
      ],
      '60m': [],
    },
  },
];
