import { inWords } from '../duration.ts';
import type { Alert, GroupMaker, Recording } from '../rule.ts';
import type { Setting } from '../setting.ts';
import { dedent, percentage } from '../text.ts';

const perProvider = 'job, provider_id, provider';

/** Slots and circuit breakers of the providers, as Redis tells them. */
export const slotsGroup: GroupMaker = (setting) => ({
  name: 'hubscope-slots',
  recordings,
  alerts: [
    providerSlotsFull(setting),
    providerSlotsFilling(setting),
    slotsExhausted(setting),
    providerBreakerOpen(),
    noHealthyProvider(),
  ],
});

const recordings: Recording[] = [
  {
    // In high concurrency mode the gateway keeps no sessions, and there is nothing to know.
    record: 'job:cch_provider_slots:answered',
    expr: dedent(`
        max by (job) (cch_exporter_collector_success{collector="provider_slots"}) == 1
      or
        max by (job) (cch_gateway_info{high_concurrency_mode="true"})
    `),
  },
  {
    record: 'job:cch_provider_circuit:answered',
    expr: 'max by (job) (cch_exporter_collector_success{collector="circuit_states"}) == 1',
  },
  {
    // Providers of a family serve the same models: claude and claude-auth, gemini and gemini-cli.
    record: 'provider:cch_provider_info:enabled',
    expr: dedent(`
      label_replace(
        max by (${perProvider}, provider_type) (cch_provider_info{enabled="true"}),
        "family", "$1", "provider_type", "([a-z]+).*"
      )
    `),
  },
  {
    record: 'provider:cch_provider_circuit:open',
    expr: dedent(`
        max by (${perProvider}) (cch_provider_circuit_state{state="open"})
      unless on (job, provider_id)
        cch_provider_info{enabled="false"}
    `),
  },
  {
    record: 'provider:cch_provider_slots_used:max',
    expr: `max by (${perProvider}) (cch_provider_slots_used)`,
  },
  {
    record: 'provider:cch_provider_slots_limit:max',
    expr: `max by (${perProvider}) (cch_provider_slots_limit)`,
  },
  {
    record: 'provider:cch_provider_slots_used_per_limit:ratio',
    expr: 'provider:cch_provider_slots_used:max / (provider:cch_provider_slots_limit:max > 0)',
  },
  {
    record: 'job:cch_provider_slots_used_per_limit:ratio',
    expr: dedent(`
        sum by (job) (provider:cch_provider_slots_used:max and provider:cch_provider_slots_limit:max)
      /
        (sum by (job) (provider:cch_provider_slots_limit:max and provider:cch_provider_slots_used:max) > 0)
    `),
  },
  {
    // A family with a provider that has no limit, or that nothing is known of, has no figure.
    record: 'family:cch_provider_slots_used_per_limit:ratio',
    expr: dedent(`
        sum by (job, family) (provider:cch_provider_slots_used:max * on (job, provider_id) group_left (family) ${usable()})
      /
        sum by (job, family) (provider:cch_provider_slots_limit:max * on (job, provider_id) group_left (family) ${usable()})
      unless on (job, family)
        (${usable()} unless on (job, provider_id) provider:cch_provider_slots_used_per_limit:ratio)
    `),
  },
];

/** Providers that the gateway may send something. */
function usable(): string {
  return '(provider:cch_provider_info:enabled unless on (job, provider_id) (provider:cch_provider_circuit:open == 1))';
}

/** What is said of a family needs to know who belongs to it. */
const andMembers = 'and on (job) cch_provider_info';

/** Enabled providers whose own key in Redis could not be read. */
const unreadSlots = dedent(`
    provider:cch_provider_info:enabled
  unless on (job, provider_id)
    provider:cch_provider_slots_used:max
  unless on (job)
    cch_gateway_info{high_concurrency_mode="true"}
`);
const unreadCircuits =
  'provider:cch_provider_info:enabled unless on (job, provider_id) provider:cch_provider_circuit:open';

function providerSlotsFull({ values }: Setting): Alert {
  const { ratio } = values.alerts.GatewayProviderSlotsFull;
  return {
    name: 'GatewayProviderSlotsFull',
    by: ['job', 'provider_id', 'provider'],
    when: `provider:cch_provider_slots_used_per_limit:ratio >= ${ratio}`,
    known: 'provider:cch_provider_slots_used:max',
    answered: 'job:cch_provider_slots:answered',
    unread: { on: 'job, provider_id', expr: unreadSlots },
    summary: '{provider} uses {value:percentage} of its session slots.',
    unknown: 'The slots of {provider} were full when they were last seen. They cannot be seen now.',
    description: 'New sessions go to other providers, and are refused when there is none.',
    condition: `a provider uses ${percentage(ratio)} of its session slots or more`,
    dashboard: 'hubscope-provider',
  };
}

function providerSlotsFilling({ time, seconds, values }: Setting): Alert {
  const { ratio, within } = values.alerts.GatewayProviderSlotsFilling;
  const full = values.alerts.GatewayProviderSlotsFull.ratio;
  const before = (offset: string) => `provider:cch_provider_slots_used:max offset ${time(offset)}`;
  return {
    name: 'GatewayProviderSlotsFilling',
    by: ['job', 'provider_id', 'provider'],
    // A trend is one only where there were figures all along.
    when: dedent(`
        (provider:cch_provider_slots_used_per_limit:ratio >= ${ratio} < ${full})
      and
        (predict_linear(provider:cch_provider_slots_used:max[${time('30m')}], ${seconds(within)}) >= provider:cch_provider_slots_limit:max)
      and
        (${before('30m')})
      and
        (${before('15m')})
    `),
    known: 'provider:cch_provider_slots_used:max',
    answered: 'job:cch_provider_slots:answered',
    unread: { on: 'job, provider_id', expr: unreadSlots },
    summary: `{provider} uses {value:percentage} of its session slots, and all of them within ${inWords(within)} at this pace.`,
    unknown: 'The slots of {provider} were filling when they were last seen. They cannot be seen now.',
    description: 'The pace is that of the last 30 minutes.',
    condition: `a provider uses from ${percentage(ratio)} to ${percentage(full)} of its session slots, and would use all of them within ${inWords(within)} at the pace of the last 30 minutes`,
    dashboard: 'hubscope-capacity',
  };
}

function slotsExhausted({ values }: Setting): Alert {
  const { ratio } = values.alerts.GatewaySlotsExhausted;
  return {
    name: 'GatewaySlotsExhausted',
    by: ['job', 'family'],
    when: `family:cch_provider_slots_used_per_limit:ratio >= ${ratio}`,
    known: 'family:cch_provider_slots_used_per_limit:ratio',
    answered: `(job:cch_provider_slots:answered ${andMembers})`,
    unread: { on: 'job, family', expr: unreadSlots },
    summary: 'All {family} providers together use {value:percentage} of their session slots.',
    unknown:
      'The slots of all {family} providers were full when they were last seen. They cannot be seen now.',
    description: 'The gateway is about to refuse new sessions, or does already.',
    condition: `the providers that can serve the same models use ${percentage(ratio)} of their slots or more, and none of them is without a limit; those with an open breaker do not count`,
    dashboard: 'hubscope-capacity',
  };
}

function providerBreakerOpen(): Alert {
  return {
    name: 'GatewayProviderBreakerOpen',
    by: ['job', 'provider_id', 'provider'],
    when: 'provider:cch_provider_circuit:open == 1',
    known: 'provider:cch_provider_circuit:open',
    answered: 'job:cch_provider_circuit:answered',
    unread: { on: 'job, provider_id', expr: unreadCircuits },
    summary: 'The circuit breaker of {provider} is open.',
    unknown: 'The circuit breaker of {provider} was open when it was last seen. It cannot be seen now.',
    description: 'The gateway sends it nothing until a trial request succeeds.',
    condition: 'the circuit breaker of an enabled provider is open',
    dashboard: 'hubscope-provider',
  };
}

function noHealthyProvider(): Alert {
  const enabled = 'count by (job, family) (provider:cch_provider_info:enabled)';
  return {
    name: 'GatewayNoHealthyProvider',
    by: ['job', 'family'],
    when: dedent(`
        ${enabled}
      ==
        count by (job, family) (
          provider:cch_provider_info:enabled and on (job, provider_id) (provider:cch_provider_circuit:open == 1)
        )
    `),
    known: `${enabled} unless on (job, family) (${unreadCircuits})`,
    answered: `(job:cch_provider_circuit:answered ${andMembers})`,
    unread: { on: 'job, family', expr: unreadCircuits },
    summary: 'No {family} provider is left: all {value:count} circuit breakers are open.',
    unknown: 'All {family} circuit breakers were open when they were last seen. They cannot be seen now.',
    description: 'Requests for these models are refused.',
    condition: 'the circuit breakers of all enabled providers that can serve the same models are open',
    dashboard: 'hubscope-reliability',
  };
}
