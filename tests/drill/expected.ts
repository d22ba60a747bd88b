import { alerts } from '../../alerting/src/files.ts';
import { links } from '../../alerting/src/output/links.ts';
import { values, type AlertName } from '../../alerting/src/values.ts';
import type { ToldAlert } from './receiver.ts';

/** An alert that a scene leads to. */
export interface Expected {
  readonly alert: AlertName;
  /** All its labels but job and severity. */
  readonly labels: Readonly<Record<string, string>>;
  /** What its figure is in truth, as it was so many seconds ago: rules see it some seconds late. Absent: it has none. */
  readonly truth?: (secondsAgo: number) => Promise<number>;
}

/** How late a figure may be: two beats of the exporter's counters, and a window of a rate. */
const LATEST_S = 14;

const ruleOf = (name: AlertName) => {
  const found = alerts.find((alert) => alert.name === name);
  if (found === undefined) throw new RangeError(`there is no alert ${name}`);
  return found;
};

/** Whether it is this alert, whatever it says. */
export const isAlert = ({ alert, labels }: Expected, told: Pick<ToldAlert, 'labels'>): boolean =>
  told.labels.alertname === alert &&
  Object.entries(labels).every(([name, value]) => told.labels[name] === value);

/** What is wrong with the words, labels and links of an alert; nothing, when it is as it should be. */
export async function faultsOf(expected: Expected, told: ToldAlert): Promise<string[]> {
  const { alert, labels } = expected;
  const wanted = {
    alertname: alert,
    job: values.jobs[0],
    severity: values.alerts[alert].severity,
    ...labels,
  };
  const runbook = links(ruleOf(alert), values).runbook_url;
  return [
    ...(asText(told.labels) === asText(wanted) ? [] : [`labels are ${asText(told.labels)}`]),
    ...(told.annotations.runbook_url === runbook
      ? []
      : [`runbook is ${String(told.annotations.runbook_url)}`]),
    ...(await faultsOfSummary(expected, told.annotations.summary ?? '')),
  ];
}

/** What an alert says while nothing is known of it. */
export const unknownText = ({ alert, labels }: Expected): string => filled(ruleOf(alert).unknown, labels);

/** As `GatewayX provider=Alpha`. */
export const titleOf = ({ alert, labels }: Expected): string =>
  [
    alert,
    ...Object.entries(labels)
      .filter(([name]) => name !== 'provider_id')
      .map((pair) => pair.join('=')),
  ].join(' ');

const asText = (labels: Readonly<Record<string, string>>) =>
  Object.entries(labels)
    .sort(([a], [b]) => a.localeCompare(b))
    .map((pair) => pair.join('='))
    .join(' ');

const figure = /\{value:(\w+)\}/;

async function faultsOfSummary({ alert, labels, truth }: Expected, summary: string): Promise<string[]> {
  const text = filled(ruleOf(alert).summary, labels);
  const [before = '', format, after = ''] = text.split(figure);
  if (format === undefined) return summary === text ? [] : [`says "${summary}"`];
  if (!summary.startsWith(before) || !summary.endsWith(after)) return [`says "${summary}"`];
  const told = read(summary.slice(before.length, summary.length - after.length), format);
  if (truth === undefined) throw new Error(`nothing is known of the figure of ${alert}`);
  const truths = await Promise.all(Array.from({ length: LATEST_S + 1 }, (_, ago) => truth(ago)));
  const [least, most] = [Math.min(...truths), Math.max(...truths)];
  // What humanizePercentage and humanizeDuration leave of a figure, and a request more or less.
  const isTrue = told >= 0.95 * least && told <= 1.05 * most;
  return isTrue
    ? []
    : [`says "${summary}", and in truth it is ${least.toPrecision(4)} to ${most.toPrecision(4)}`];
}

const filled = (text: string, labels: Readonly<Record<string, string>>) =>
  text.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    name === 'subject'
      ? (labels.provider ?? `${labels.scope ?? ''} ${labels.id ?? ''}`)
      : (labels[name] ?? (name === 'job' ? values.jobs[0] : '')),
  );

const unitSeconds: Readonly<Record<string, number>> = { d: 86_400, h: 3600, m: 60, s: 1 };

function read(text: string, format: string): number {
  if (format === 'percentage') return Number.parseFloat(text) / 100;
  if (format !== 'duration') return Number(text);
  return [...text.matchAll(/([\d.]+)([dhms])/g)].reduce(
    (sum, [, count, unit = '']) => sum + Number(count) * (unitSeconds[unit] ?? Number.NaN),
    0,
  );
}
