import { VariableHide } from '@grafana/grafana-foundation-sdk/dashboard';
import { breakerChanges, type Board } from '../kit/board.ts';
import { series } from '../kit/core.ts';
import { hues } from '../kit/fields.ts';
import { across, down, evenly, heading, place } from '../kit/grid.ts';
import { uids } from '../kit/links.ts';
import { leaderboard, metric, slots } from '../kit/panels.ts';
import { once } from '../kit/promql.ts';
import { ask, promql } from '../kit/queries.ts';
import { hubscopeVariable, prometheusVariable, provisioned } from '../kit/sources.ts';
import { breakers } from './breakers.ts';

const used = `sum(${once('cch_provider_slots_used')} and on (provider_id) ${once('cch_provider_slots_limit')})`;
const limit = `sum(${once('cch_provider_slots_limit')})`;

/** Slots in use some seconds later, if the last half hour goes on: none at least, and no more than there are. */
const ahead = (seconds: number): string =>
  `clamp(predict_linear((${used})[30m:1m], ${seconds}), 0, scalar(${limit}))`;

const perCent = { unit: 'percentunit', decimals: 0, min: 0 } as const;
const filling = ['green', [0.7, 'orange'], [0.9, 'red']] as const;

const now = evenly(
  4,
  metric(
    {
      description:
        'Slots in use of all limited slots of enabled providers. From 70 % it is getting tight, from 90 % sessions are turned away soon.',
      targets: [promql(`${used} / ${limit}`)],
      shown: { ...perCent, levels: filling },
    },
    { label: 'Fleet in use', hue: 'cyan', change: false },
  ),
  metric(
    {
      description: 'The same in half an hour, if the last half hour goes on.',
      targets: [promql(`${ahead(1800)} / ${limit}`)],
      shown: { ...perCent, levels: filling },
    },
    { label: 'Fleet in 30 minutes', hue: 'cyan', change: false },
  ),
  metric(
    {
      description: 'Providers whose slots are 90 % full or more.',
      targets: [promql(`count(${once('cch_provider_slot_utilization_ratio')} >= 0.9) or vector(0)`)],
      shown: { unit: 'short', decimals: 0, min: 0, levels: ['green', [1, 'orange']] },
    },
    { label: 'Providers nearly full', hue: 'amber', change: false },
  ),
  metric(
    {
      description: 'Providers whose circuit breaker is open: the gateway sends them nothing.',
      targets: [promql(`sum(${once('cch_provider_circuit_state{state="open"}')})`)],
      shown: { unit: 'short', decimals: 0, min: 0, levels: ['green', [1, 'red']] },
    },
    { label: 'Breakers open', hue: 'amber', change: false },
  ),
);

const fleet = across(
  place(
    10,
    12,
    slots({
      description:
        'Slots of all and of each provider, the fullest first; when all will be full, by what this page has seen.',
      targets: [ask({ queryType: 'slots' }), ask({ queryType: 'slots', of: 'fleet' }, 'B')],
      drill: [{ field: 'provider', to: 'provider' }],
    }),
  ),
  place(
    14,
    12,
    series(
      {
        title: 'Slots of the fleet',
        description:
          'All limited slots and how many are in use; dotted what that would be half an hour after each moment.',
        targets: [
          promql(used, { legend: 'In use' }),
          promql(limit, { refId: 'B', legend: 'Limit' }),
          promql(ahead(1800), { refId: 'C', legend: 'Forecast 30 minutes before' }),
        ],
      },
      {
        unit: 'short',
        decimals: 0,
        min: 0,
        colours: { 'In use': hues.sessions, Limit: hues.quiet, 'Forecast 30 minutes before': hues.warning },
        dashed: ['Limit', 'Forecast 30 minutes before'],
        calculations: ['lastNotNull', 'max'],
      },
    ),
  ),
);

const providers = across(
  place(
    12,
    10,
    series(
      {
        title: 'Use of slots by provider',
        description: 'Share of the slots of each limited provider in use. Dashed: 70 % and 90 %.',
        targets: [
          promql(`max by (provider) (cch_provider_slot_utilization_ratio)`, { legend: '{{provider}}' }),
        ],
      },
      {
        unit: 'percentunit',
        min: 0,
        max: 1,
        levels: filling,
        showLevels: true,
        calculations: ['mean', 'max'],
      },
    ),
  ),
  place(12, 10, breakers),
);

const ends = (scope: 'provider' | 'user', whose: string, consequence: string) =>
  leaderboard(
    {
      description: `Spending limits of ${whose}: what is left, and when it runs out if spending goes on. ${consequence}`,
      targets: [ask({ queryType: 'quotas', quotaScope: scope })],
      drill: [{ field: 'name', to: scope }],
    },
    { value: 'ratio', form: 'columns', label: scope === 'user' ? 'User quotas' : 'Provider quotas' },
  );

const quotas = evenly(
  11,
  ends('provider', 'providers', 'At 100 % the gateway chooses another provider.'),
  ends('user', 'users', 'At 100 % the gateway refuses.'),
);

/** What is full, and what will be. */
export const capacity: Board = {
  uid: uids.capacity,
  title: 'Capacity',
  description: 'Provider slots and spending limits: what is full, what will be, and when.',
  from: 'now-6h',
  refresh: '30s',
  variables: [hubscopeVariable(provisioned.hubscope, VariableHide.InControlsMenu), prometheusVariable()],
  annotations: [breakerChanges()],
  body: down(now, heading('Slots'), fleet, providers, heading('Quotas'), quotas),
};
