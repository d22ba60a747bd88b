import type { Duration } from './duration.ts';

/**
 * How much it takes to wake somebody: `critical` at once and at night, `warning` in working hours, `info` nobody; it is
 * there to be looked at.
 */
type Severity = 'critical' | 'warning' | 'info';

/** Windows of a burn rate, what has to be the case in both, and the requests in the longer one that say something. */
export interface BurnPair {
  readonly long: Duration;
  readonly short: Duration;
  readonly burn: number;
  readonly requests: number;
}

/** What every alert has: how urgent it is, and its patience; the rest are thresholds of its own. */
interface AlertValues {
  readonly severity: Severity;
  /** How long it has to be true before the alert fires. */
  readonly for: Duration;
  /**
   * How long the alert goes on after it is no longer true, so that it does not flap. At least two evaluations, and longer
   * than that of alerts which Alertmanager holds back for it: they would be told once it is over.
   */
  readonly keepFiringFor: Duration;
  readonly pairs?: readonly [BurnPair, BurnPair];
  readonly [threshold: string]: unknown;
}

interface Values {
  readonly jobs: readonly [string, ...string[]];
  readonly grafanaUrl: string;
  readonly prometheusUid: string;
  readonly runbooksUrl: string;
  readonly objective: number;
  readonly alerts: Readonly<Record<string, AlertValues>>;
}

/**
 * Everything that a team may want to have otherwise. The rules for Prometheus, for Grafana and for Kubernetes, and the
 * figures in the runbooks, are made from it: change it, then `npm run rules`.
 */
export const values = {
  /** Prometheus' names of the jobs that scrape an exporter; one for each gateway. */
  jobs: ['hubscope'],
  /** Grafana's address, as who reads an alert can open it. */
  grafanaUrl: 'http://localhost:3000',
  /** Uid of Grafana's Prometheus data source, for rules that Grafana evaluates. */
  prometheusUid: 'prometheus',
  /**
   * Where docs/runbooks can be read. Hubscope's image of Grafana serves them; with another Grafana, name the folder as
   * your own Git host or wiki shows it.
   */
  runbooksUrl: 'http://localhost:3000/public/hubscope-runbooks',
  /** Share of the judged requests that has to succeed over 30 days. Judged: not aborted, refused by a limit, or 404. */
  objective: 0.99,
  alerts: {
    /**
     * Failures use up the error budget of 30 days so many times too fast, over a long window and still over a short one,
     * in one pair of windows or the other. With fewer requests than that nothing is said.
     */
    GatewayErrorBudgetFastBurn: {
      severity: 'critical',
      for: '2m',
      keepFiringFor: '5m',
      pairs: [
        { long: '1h', short: '5m', burn: 14.4, requests: 50 },
        { long: '6h', short: '30m', burn: 6, requests: 100 },
      ],
    },
    GatewayErrorBudgetSlowBurn: {
      severity: 'warning',
      for: '1h',
      keepFiringFor: '10m',
      pairs: [
        { long: '1d', short: '2h', burn: 3, requests: 200 },
        { long: '3d', short: '6h', burn: 1, requests: 300 },
      ],
    },
    /** Share of a provider's judged requests that fail, and the least requests of 15 minutes that say something. */
    GatewayProviderFailing: {
      severity: 'warning',
      for: '5m',
      keepFiringFor: '10m',
      ratio: 0.2,
      requests: 20,
    },
    /** Time within which 95 of 100 requests to a provider should have their first token. */
    GatewayFirstTokenSlow: {
      severity: 'warning',
      for: '15m',
      keepFiringFor: '10m',
      seconds: 15,
      requests: 20,
    },
    /** Requests in every quarter of an hour around this time yesterday, without which silence says nothing. */
    GatewayTrafficStopped: { severity: 'critical', for: '5m', keepFiringFor: '2m', requests: 20 },
    /** So many times the cost of this hour yesterday and a week ago, and so many dollars on top. */
    GatewayCostSpike: { severity: 'warning', for: '10m', keepFiringFor: '10m', factor: 3, usd: 10 },
    /** Requests of an hour that cost nothing; models that are free on purpose, as a regular expression. */
    GatewayUnpricedModel: { severity: 'info', for: '5m', keepFiringFor: '10m', requests: 10, freeModels: '' },
    /** Used share of a provider's slots. */
    GatewayProviderSlotsFull: { severity: 'warning', for: '5m', keepFiringFor: '5m', ratio: 0.9 },
    /** Used share from which on a provider is watched, and the time in which it would be full at the pace of 30 minutes. */
    GatewayProviderSlotsFilling: {
      severity: 'info',
      for: '10m',
      keepFiringFor: '10m',
      ratio: 0.6,
      within: '30m',
    },
    /** Used share of the slots of all providers of a family that can be used. */
    GatewaySlotsExhausted: { severity: 'critical', for: '2m', keepFiringFor: '6m', ratio: 0.95 },
    GatewayProviderBreakerOpen: { severity: 'warning', for: '1m', keepFiringFor: '5m' },
    GatewayNoHealthyProvider: { severity: 'critical', for: '1m', keepFiringFor: '6m' },
    /** Spent share of a limit. */
    GatewayQuotaNearlySpent: { severity: 'warning', for: '2m', keepFiringFor: '2m', ratio: 0.9 },
    /** Time left of a limit at the pace of late, by the limit's window. */
    GatewayQuotaEmptiesSoon: {
      severity: 'warning',
      for: '10m',
      keepFiringFor: '10m',
      within: { '5h': '30m', daily: '2h', weekly: '12h', monthly: '2d', total: '2d' },
    },
    HubscopeExporterDown: { severity: 'critical', for: '2m', keepFiringFor: '1m' },
    HubscopeExporterAbsent: { severity: 'critical', for: '5m', keepFiringFor: '1m' },
    HubscopeSourceDown: { severity: 'critical', for: '1m', keepFiringFor: '5m' },
    /** Age of the copy's newest figures. */
    HubscopeLedgerBehind: { severity: 'warning', for: '1m', keepFiringFor: '2m', behind: '5m' },
    HubscopeLedgerUnequal: { severity: 'warning', for: '5m', keepFiringFor: '2m' },
    HubscopeCollectorFailing: { severity: 'warning', for: '10m', keepFiringFor: '2m' },
    HubscopeSeriesFolded: { severity: 'info', for: '15m', keepFiringFor: '2m' },
  },
} satisfies Values;

/** Names of all alerts. */
export type AlertName = keyof typeof values.alerts;
