import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parser } from '@prometheus-io/lezer-promql';
import { families } from '../../../exporter/src/metrics/families.ts';
import { root } from './root.ts';

/** What an expression asks Prometheus for. */
export interface Asked {
  /** Metrics, and the labels that they are chosen by. */
  selectors: { metric: string; labels: string[] }[];
  /** Labels by which series are grouped or joined. */
  groupings: string[];
  /** Labels that the expression makes itself. */
  made: string[];
}

/** Grafana's own variables stand where Prometheus wants a time. */
const withoutVariables = (expression: string): string =>
  expression.replaceAll(/\[\$\w+\]/g, '[5m]').replaceAll(/"\$\{?\w+\}?"/g, '"x"');

/** @throws Error when it is no PromQL */
export function readPromql(expression: string): Asked {
  const text = withoutVariables(expression);
  const found: Asked = { selectors: [], groupings: [], made: [] };
  const parents: string[] = [];
  let replacing = false;
  parser.parse(text).iterate({
    enter({ name, from, to, type }) {
      const said = text.slice(from, to);
      if (type.isError) throw new Error(`"${text.slice(from, from + 20)}" is no PromQL in ${expression}`);
      if (name === 'LabelReplace' || name === 'LabelJoin') replacing = true;
      if (name === 'StringLiteral' && replacing && parents.at(-1) === 'FunctionCallBody') {
        found.made.push(said.slice(1, -1));
        replacing = false;
      }
      if (name === 'Identifier') found.selectors.push({ metric: said, labels: [] });
      if (name === 'LabelName') {
        if (parents.at(-1) === 'GroupingLabels') found.groupings.push(said);
        else found.selectors.at(-1)?.labels.push(said);
      }
      parents.push(name);
    },
    leave() {
      parents.pop();
    },
  });
  return found;
}

/** What an expression asks for exists, and so do the labels that its series are grouped by, and `shown` of what comes out. */
export function expectKnown({ selectors, groupings, made }: Asked, shown: readonly string[] = []): void {
  const target = ['instance', 'job'];
  const all = new Set([...target, ...made]);
  for (const { metric, labels } of selectors) {
    const has = labelsOf(metric);
    expect(has === undefined ? metric : '').toBe('');
    expect([...target, ...(has ?? [])]).toEqual(expect.arrayContaining(labels));
    for (const label of has ?? []) all.add(label);
  }
  expect([...all]).toEqual(expect.arrayContaining([...groupings, ...shown]));
}

/** What Prometheus itself tells of the targets that it scrapes, and the exporter of its own process. */
const others: Readonly<Record<string, readonly string[]>> = {
  up: [],
  scrape_duration_seconds: [],
  scrape_samples_scraped: [],
  process_cpu_seconds_total: [],
  process_resident_memory_bytes: [],
  nodejs_heap_size_used_bytes: [],
  nodejs_eventloop_lag_p99_seconds: [],
  ALERTS: ['alertname', 'alertstate', 'severity'],
};

const histogramParts = /_(bucket|sum|count)$/;

/** Labels of recorded series, by the level that their names begin with. */
const levels: Readonly<Record<string, readonly string[]>> = {
  provider: ['provider_id', 'provider'],
  family: ['family'],
  scope: ['scope'],
  quota: ['scope', 'id', 'window', 'provider'],
  job: [],
  gateway: [],
};

/** A recorded series that has more labels than its level. */
const enabledProviders = ['provider_id', 'provider', 'provider_type', 'family'];

const rules = join(root, 'provisioning', 'prometheus');

/** Series that the recording rules make. */
const recorded = new Set(
  readdirSync(rules)
    .filter((name) => /\.ya?ml$/.test(name))
    .flatMap((name) => [...readFileSync(join(rules, name), 'utf8').matchAll(/- record: (\S+)/g)])
    .map(([, name = '']) => name),
);

/** Labels of a metric, beside those of its target; undefined when there is no such metric. */
export function labelsOf(metric: string): readonly string[] | undefined {
  if (metric === 'provider:cch_provider_info:enabled') return enabledProviders;
  if (metric in others) return others[metric];
  if (recorded.has(metric)) return levels[metric.split(':')[0] ?? ''];
  const all = families as Readonly<Record<string, { type: string; labels: readonly string[] }>>;
  if (metric in all) return all[metric]?.type === 'histogram' ? undefined : all[metric]?.labels;
  const histogram = all[metric.replace(histogramParts, '')];
  if (histogram?.type !== 'histogram' || !histogramParts.test(metric)) return undefined;
  return metric.endsWith('_bucket') ? [...histogram.labels, 'le'] : histogram.labels;
}
