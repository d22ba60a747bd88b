import type { Alert, RuleGroup } from '../rule.ts';
import { evaluationInterval, type Setting } from '../setting.ts';
import { inlined } from './inline.ts';
import { links } from './links.ts';
import { templated } from './template.ts';

/** Without recordings, days of samples are read at every evaluation. */
const slowInterval = '5m';

/** A rule that is not true has this figure, one that is has 0 or more. */
const QUIET = -1;

/**
 * The alerts as Grafana's provisioning has them, for teams whose Prometheus takes no rules: without recordings, and with
 * Grafana's own memory of what is not known.
 */
export function grafanaRules(groups: readonly RuleGroup[], setting: Setting): object {
  return {
    apiVersion: 1,
    groups: groups.flatMap(({ name, alerts }) =>
      [
        group(
          name,
          evaluationInterval,
          alerts.filter(({ looksBack }) => looksBack !== 'days'),
        ),
        group(
          `${name}-slow`,
          slowInterval,
          alerts.filter(({ looksBack }) => looksBack === 'days'),
        ),
      ].filter(({ rules }) => rules.length > 0),
    ),
  };

  function group(name: string, interval: string, alerts: readonly Alert[]) {
    const rules = alerts.map((alert) => grafanaRule(alert, groups, setting));
    return { orgId: 1, name, folder: 'Hubscope alerts', interval, rules };
  }
}

/**
 * PromQL without recordings: {@link QUIET} for what is known not to be the case, the figure of what is, and nothing for
 * what is not known, which Grafana calls no data.
 */
export function grafanaExpression({ when, known, answered }: Alert, groups: readonly RuleGroup[]): string {
  if (known === undefined) return inlined(when, groups);
  const on = answered?.includes('scope') === true ? 'job, scope' : 'job';
  const sure = answered === undefined || answered === known ? known : `${known} and on (${on}) ${answered}`;
  return inlined(`(${when}) or (0 * (${sure}) - ${Math.abs(QUIET)})`, groups);
}

function grafanaRule(alert: Alert, groups: readonly RuleGroup[], setting: Setting): object {
  const { severity, for: patience, keepFiringFor } = setting.values.alerts[alert.name];
  const text = (said: string) => templated(said, '$values.A.Value');
  // Who tells that nobody can be asked also tells it of Prometheus.
  const isOfScrapes = alert.name === 'HubscopeExporterDown';
  return {
    uid: uidOf(alert.name),
    title: alert.name,
    condition: 'B',
    data: [
      {
        refId: 'A',
        relativeTimeRange: { from: 600, to: 0 },
        datasourceUid: setting.values.prometheusUid,
        model: { refId: 'A', expr: grafanaExpression(alert, groups), instant: true, range: false },
      },
      {
        refId: 'B',
        datasourceUid: '__expr__',
        model: {
          refId: 'B',
          type: 'threshold',
          expression: 'A',
          conditions: [{ evaluator: { type: 'gt', params: [QUIET] } }],
        },
      },
    ],
    noDataState: alert.known === undefined ? 'OK' : 'KeepLast',
    execErrState: isOfScrapes ? 'Alerting' : 'KeepLast',
    for: patience,
    keepFiringFor,
    labels: { severity },
    annotations: {
      summary: text(alert.summary),
      description: text(alert.description),
      ...links(alert, setting.values),
    },
  };
}

/** `GatewayCostSpike` is `hubscope-gateway-cost-spike`; Grafana takes up to 40 letters. */
const uidOf = (name: string) =>
  `hubscope${name.replace(/^Hubscope/, '').replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
