import type { Alert, RuleGroup } from '../rule.ts';
import { evaluationInterval, type Setting } from '../setting.ts';
import { indented } from '../text.ts';
import { links } from './links.ts';
import { templated } from './template.ts';

/** A rule file of Prometheus, as an object. */
export interface RuleFile {
  groups: {
    name: string;
    interval: string;
    rules: object[];
  }[];
}

/** The group as Prometheus' rule files have it. */
export function prometheusRules(groups: readonly RuleGroup[], setting: Setting): RuleFile {
  return {
    groups: groups.map(({ name, recordings, alerts }) => ({
      name,
      interval: setting.time(evaluationInterval),
      rules: [
        ...recordings.map(({ record, expr }) => ({ record, expr: block(expr) })),
        ...alerts.map((alert) => alertRule(alert, setting)),
      ],
    })),
  };
}

function alertRule(alert: Alert, setting: Setting): object {
  const { severity, for: patience, keepFiringFor } = setting.values.alerts[alert.name];
  const text = (said: string) => templated(said, '$value');
  return {
    alert: alert.name,
    expr: block(withMemory(alert)),
    for: setting.time(patience),
    keep_firing_for: setting.time(keepFiringFor),
    labels: { severity },
    annotations: {
      summary:
        alert.answered === undefined
          ? text(alert.summary)
          : `{{ if lt $value 0.0 }}${text(alert.unknown)}{{ else }}${text(alert.summary)}{{ end }}`,
      description: text(alert.description),
      ...links(alert, setting.values),
    },
  };
}

/** Several lines begin with one of their own, which keeps the indentation of them all. */
const block = (expr: string) => (expr.includes('\n') ? `${expr}\n` : expr);

/**
 * The condition where figures are of this moment; else the alert's own state. What fires goes on, with -1 for its figure;
 * what does not fire yet never will without data.
 */
function withMemory({ name, by, when, answered, unread }: Alert): string {
  if (answered === undefined) return when;
  const on = by.includes('scope') ? 'job, scope' : 'job';
  const firing = `-1 * max by (${by.join(', ')}) (ALERTS{alertname="${name}", alertstate="firing"})`;
  const joined = (left: string, operator: string, right: string) =>
    [indented(left, 4), indented(operator, 2), indented(right, 4)].join('\n');
  const alternatives = [
    joined(`(\n${indented(when, 2)}\n)`, `and on (${on})`, answered),
    joined(firing, `unless on (${on})`, answered),
    ...(unread === undefined
      ? []
      : [joined(firing, `and on (${unread.on})`, `(\n${indented(unread.expr, 2)}\n)`)]),
  ];
  return alternatives.join('\nor\n');
}
