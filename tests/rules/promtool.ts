import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Alert } from '../../alerting/src/rule.ts';
import { alerts, groups, ruleFiles } from '../../alerting/src/files.ts';
import { grafanaExpression } from '../../alerting/src/output/grafana.ts';
import { links } from '../../alerting/src/output/links.ts';
import { templated } from '../../alerting/src/output/template.ts';
import { values, type AlertName } from '../../alerting/src/values.ts';
import { createTemporaryFolder } from '../servers/temporary-folder.ts';

/** An alert that fires at some time of a scenario. */
export interface Firing {
  alert: AlertName;
  labels: Record<string, string>;
  summary: string;
  /** Its figure; undefined while it goes on because nothing is known, `over` while it goes on so as not to flap. */
  value: number | undefined | 'over';
}

/** A stretch of time as Prometheus sees it, and what fires at some of its moments. */
export interface Scenario {
  name: string;
  /** Set where it lasts so long: then there are samples every 5 minutes and evaluations every hour, else every 30 s. */
  days?: number;
  /** Series in promtool's notation: name and labels, values. */
  series: Record<string, string>;
  /** All that fires at a moment, counted from the beginning; nothing else may. */
  firing: Record<string, Firing[]>;
}

/** Runs `promtool test rules` on scenarios, for the rules as they are provisioned. @returns what it complains about, or '' */
export function testRules(scenarios: readonly Scenario[]): string {
  const folder = createTemporaryFolder('rules');
  try {
    writeFileSync(join(folder.path, 'rules.yml'), ruleFiles['provisioning/prometheus/rules.yml']?.() ?? '');
    const files = [
      ['short', '30s', '30s', scenarios.filter(({ days }) => days === undefined)],
      ['long', '5m', '1h', scenarios.filter(({ days }) => days !== undefined)],
    ] as const;
    for (const [name, interval, evaluation_interval, members] of files) {
      const tests = members.map((scenario) => testOf(scenario, interval));
      const content = { rule_files: ['rules.yml'], evaluation_interval, tests };
      writeFileSync(join(folder.path, `${name}.yml`), stringify(content, { aliasDuplicateObjects: false }));
    }
    const { status, stdout, stderr } = spawnSync(
      'promtool',
      ['test', 'rules', ...files.map(([name]) => `${name}.yml`)],
      {
        cwd: folder.path,
        encoding: 'utf8',
      },
    );
    return status === 0 ? '' : `${stdout}${stderr}`;
  } finally {
    folder.remove();
  }
}

function testOf({ name, series, firing }: Scenario, interval: string): object {
  const moments = Object.entries(firing);
  return {
    name,
    interval,
    input_series: Object.entries(series).map(([of, samples]) => ({ series: of, values: samples })),
    alert_rule_test: moments.flatMap(([at, firings]) =>
      alerts.map((alert) => ({
        eval_time: at,
        alertname: alert.name,
        exp_alerts: firings
          .filter((each) => each.alert === alert.name)
          .map((each) => expectation(alert, each)),
      })),
    ),
    promql_expr_test: moments.flatMap(([at, firings]) =>
      firings.flatMap((each) => forGrafana(at, each, firings)),
    ),
  };
}

function expectation(alert: Alert, { labels, summary }: Firing): object {
  const { runbook_url, dashboard_uid, dashboard_url } = links(alert, values);
  return {
    exp_labels: { severity: values.alerts[alert.name].severity, ...labels },
    exp_annotations: {
      summary,
      description: filled(templated(alert.description, '$value'), labels),
      runbook_url,
      dashboard_uid,
      dashboard_url: filled(dashboard_url, labels),
    },
  };
}

const filled = (template: string, labels: Record<string, string>) =>
  template.replaceAll(/\{\{ \$labels\.(\w+)( \| urlquery)? \}\}/g, (_, label: string, asQuery?: string) => {
    const value = labels[label] ?? '';
    return asQuery === undefined ? value : encodeURIComponent(value).replaceAll('%20', '+');
  });

/** What Grafana finds at the same moment: the same figures, and no data where nothing is known. */
function forGrafana(at: string, { alert: name }: Firing, firings: readonly Firing[]): object[] {
  const alert = alerts.find((each) => each.name === name);
  if (alert === undefined) return [];
  const same = firings.filter((each) => each.alert === name);
  if (same.some(({ value }) => value === 'over')) return [];
  const known = same.filter(({ value }) => value !== undefined);
  const expr = grafanaExpression(alert, groups);
  return [
    {
      eval_time: at,
      expr: known.length === same.length ? `round((${expr}) > -1, 0.001)` : expr,
      exp_samples: known.map(({ labels, value }) => ({
        labels: `{${Object.entries(labels)
          .map(([label, text]) => `${label}=${JSON.stringify(text)}`)
          .join(',')}}`,
        value,
      })),
    },
  ];
}
