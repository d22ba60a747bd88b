import { expectKnown, labelsOf, readPromql } from '../../dashboards/src/testing/promql.ts';
import { alerts, groups } from '../../alerting/src/files.ts';
import { grafanaExpression } from '../../alerting/src/output/grafana.ts';
import { prometheusRules } from '../../alerting/src/output/prometheus.ts';
import { createSetting } from '../../alerting/src/setting.ts';

/* What rules name exists in the exporter. That it has data is seen in the drill: tests/drill. */

const rules = prometheusRules(groups, createSetting()).groups.flatMap(
  ({ rules }) => rules as { record?: string; alert?: string; expr: string }[],
);

test.each([
  ...rules.map(({ record, alert = '', expr }) => [record ?? alert, expr]),
  ...alerts.map((alert) => [`${alert.name} in Grafana`, grafanaExpression(alert, groups)]),
])('%s: metrics and labels that there are', (_, expr = '') => {
  expectKnown(readPromql(expr));
});

test.each(alerts)('$name: its labels are of its figures', ({ by, when, known }) => {
  const { selectors, made } = readPromql(known ?? when);
  const all = selectors.flatMap(({ metric }) => labelsOf(metric) ?? []);
  expect(['job', ...made, ...all]).toEqual(expect.arrayContaining([...by]));
});
