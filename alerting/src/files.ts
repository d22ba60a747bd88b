import { ruleGroups } from './groups/all.ts';
import { grafanaRules } from './output/grafana.ts';
import { prometheusRuleResource } from './output/kubernetes.ts';
import { prometheusRules } from './output/prometheus.ts';
import { alertTable, runbookFigures } from './output/runbook.ts';
import { generatedYaml } from './output/yaml.ts';
import { createSetting } from './setting.ts';

const setting = createSetting();

/** The rules as they are provisioned. */
export const groups = ruleGroups(setting);
export const alerts = groups.flatMap((group) => group.alerts);

const prometheus = prometheusRules(groups, setting);

/** Every file that is made from the rules, by its path from the root. */
export const ruleFiles: Readonly<Record<string, () => string>> = {
  'provisioning/prometheus/rules.yml': () =>
    generatedYaml(prometheus, 'Recording and alert rules for Prometheus.'),
  'provisioning/grafana/alerting/rules.yaml': () =>
    generatedYaml(
      grafanaRules(groups, setting),
      'The same alerts for Grafana to evaluate, where no Prometheus does.',
    ),
  'provisioning/kubernetes/prometheus-rule.yaml': () =>
    generatedYaml(prometheusRuleResource(prometheus), 'The same rules for the Prometheus Operator.'),
};

/** Parts of pages that are made from the rules, by the page's path and the names of their markers. */
export const ruleSections: Readonly<Record<string, Readonly<Record<string, () => string>>>> = {
  'docs/runbooks/README.md': { alerts: () => alertTable(alerts, setting) },
  ...Object.fromEntries(
    alerts.map((alert) => [
      `docs/runbooks/${alert.name}.md`,
      { figures: () => runbookFigures(alert, setting) },
    ]),
  ),
};
