import { inWords } from '../duration.ts';
import type { Alert, DashboardUid } from '../rule.ts';
import type { Setting } from '../setting.ts';

const whom = {
  critical: 'critical: wakes somebody',
  warning: 'warning: can wait for the morning',
  info: 'info: is there to be looked at',
};

/** The part of a runbook that has figures in it, in Markdown without a line end. */
export function runbookFigures({ name, condition, dashboard }: Alert, { values }: Setting): string {
  const { severity, for: patience, keepFiringFor } = values.alerts[name];
  const choice = dashboard === 'hubscope-provider' ? "; the alert's own link has the provider chosen" : '';
  return [
    `- **Fires when** ${condition}, for ${inWords(patience)}.`,
    `- **Goes away** ${inWords(keepFiringFor)} after that is over. ${memory(name)}`,
    `- **Severity**: ${whom[severity]}.`,
    `- **Look first** at [${boards[dashboard]}](${values.grafanaUrl}/d/${dashboard})${choice}.`,
  ].join('\n');
}

const boards: Readonly<Record<DashboardUid, string>> = {
  'hubscope-bento': 'the overview',
  'hubscope-leaderboards': 'the leaderboards',
  'hubscope-provider': 'the provider',
  'hubscope-reliability': 'reliability',
  'hubscope-capacity': 'capacity',
  'hubscope-self': 'Hubscope itself',
};

const memory = (name: string) =>
  /^HubscopeExporter/.test(name)
    ? 'It is about missing data.'
    : 'It neither fires nor goes away because data is missing: then its text says that nothing is known.';

/** The table of all alerts, in Markdown without a line end. */
export function alertTable(alerts: readonly Alert[], { values }: Setting): string {
  const rows = alerts.map(({ name, condition }) => {
    const { severity, for: patience } = values.alerts[name];
    const cells = [`[${name}](${name}.md)`, severity, `${condition}, for ${inWords(patience)}`];
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  });
  return ['| Alert | Severity | Fires when |', '| --- | --- | --- |', ...rows].join('\n');
}
