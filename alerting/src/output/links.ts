import type { Alert } from '../rule.ts';
import type { values } from '../values.ts';

/** Annotations that lead on: to the runbook, and to the dashboard, with the provider chosen on that of providers. */
export function links({ name, dashboard }: Alert, { grafanaUrl, runbooksUrl }: typeof values) {
  const query = dashboard === 'hubscope-provider' ? '?var-provider={{ $labels.provider | urlquery }}' : '';
  return {
    runbook_url: `${runbooksUrl}/${name}.md`,
    dashboard_uid: dashboard,
    dashboard_url: `${grafanaUrl}/d/${dashboard}${query}`,
  };
}
