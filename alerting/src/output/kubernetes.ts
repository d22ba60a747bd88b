import type { RuleFile } from './prometheus.ts';

/** The rules as the Prometheus Operator takes them. */
export const prometheusRuleResource = ({ groups }: RuleFile): object => ({
  apiVersion: 'monitoring.coreos.com/v1',
  kind: 'PrometheusRule',
  metadata: { name: 'hubscope' },
  spec: { groups },
});
