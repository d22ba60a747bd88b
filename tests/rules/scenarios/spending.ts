import type { Firing, Scenario } from '../promtool.ts';
import { alpha, healthy, provider, quota, series, success } from './healthy.ts';

const ofAlpha = (window: string) => ({
  job: 'hubscope',
  scope: 'provider',
  id: '1',
  window,
  provider: 'Alpha',
});
const spent = (window: string, share: string, value: number): Firing => ({
  alert: 'GatewayQuotaNearlySpent',
  labels: ofAlpha(window),
  summary: `Alpha has spent ${share} of its ${window} limit.`,
  value,
});

const someProvider = provider(alpha, { open: '0x200', used: '1x200', limit: '10x200' });

export const spendingScenarios: Scenario[] = [
  {
    name: 'a provider, a user, and a limit that is far; a window that ends',
    series: healthy(80, {
      ...someProvider,
      ...quota('1', 'daily', '95x40 1x40', '100x80'),
      ...quota('1', 'monthly', '300x80', '1000x80'),
      [series('cch_quota_used_usd', 'scope="user",id="12",window="weekly"')]: '20x80',
      [series('cch_quota_limit_usd', 'scope="user",id="12",window="weekly"')]: '20x80',
    }),
    firing: {
      '1m': [],
      '10m': [
        spent('daily', '95%', 0.95),
        {
          alert: 'GatewayQuotaNearlySpent',
          labels: { job: 'hubscope', scope: 'user', id: '12', window: 'weekly' },
          summary: 'user 12 has spent 100% of its weekly limit.',
          value: 1,
        },
      ],
      '30m': [
        {
          alert: 'GatewayQuotaNearlySpent',
          labels: { job: 'hubscope', scope: 'user', id: '12', window: 'weekly' },
          summary: 'user 12 has spent 100% of its weekly limit.',
          value: 1,
        },
      ],
    },
  },
  {
    name: 'a limit that lasts twenty minutes more, one that lasts a day, one that is nearly spent already',
    series: healthy(80, {
      ...someProvider,
      ...quota('1', '5h', '50x80', '100x80', '3000x80'),
      ...quota('1', 'daily', '50x80', '100x80', '90000x80'),
      ...quota('1', 'weekly', '92x80', '100x80', '3000x80'),
      ...quota('1', 'total', '10x80', '100x80', '90000x80'),
    }),
    firing: {
      '5m': [spent('weekly', '92%', 0.92)],
      '31m': [
        spent('weekly', '92%', 0.92),
        {
          alert: 'GatewayQuotaEmptiesSoon',
          labels: ofAlpha('5h'),
          summary: 'Alpha will have spent its 5h limit in 19m 0s, at the pace of late.',
          value: 1140,
        },
        {
          alert: 'GatewayQuotaEmptiesSoon',
          labels: ofAlpha('total'),
          summary: 'Alpha will have spent its total limit in 1d 0h 29m 0s, at the pace of late.',
          value: 88_140,
        },
      ],
    },
  },
  {
    name: 'PostgreSQL goes away: spending is old, then unknown, and the alert stays',
    series: {
      ...healthy(100, { ...someProvider, ...quota('1', 'daily', '95x39 stale', '100x39 stale') }),
      [success('provider_quotas')]: '1x29 0x70',
      [series('cch_up', 'source="postgres"')]: '1x29 0x70',
    },
    firing: {
      '14m': [spent('daily', '95%', 0.95)],
      '24m': [
        {
          ...spent('daily', '', 0),
          summary:
            'Alpha had nearly spent its daily limit when it was last added up. It cannot be added up now.',
          value: undefined,
        },
        {
          alert: 'HubscopeSourceDown',
          labels: { job: 'hubscope', source: 'postgres' },
          summary: "The gateway's postgres does not answer.",
          value: 0,
        },
      ],
    },
  },
];
