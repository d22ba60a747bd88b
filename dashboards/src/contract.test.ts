import { defaultOptions as activity } from '../../panels/activity/src/options.ts';
import { defaultOptions as leaderboard } from '../../panels/leaderboard/src/options.ts';
import { defaultOptions as metric } from '../../panels/metric/src/options.ts';
import { defaultOptions as slots } from '../../panels/slots/src/options.ts';
import { defaultOptions as stage } from '../../panels/stage/src/options.ts';
import { defaultOptions as usage } from '../../panels/usage/src/options.ts';
import { queryTypes } from '../../datasource-plugin/src/types/query.ts';
import { expectKnown, labelsOf, readPromql } from './testing/promql.ts';
import { drawn, saved, targetsOf } from './testing/saved.ts';

/* What boards name exists. That it has data, and fields of that name, is tested beside a gateway: data.test.ts. */

const options: Readonly<Record<string, object>> = { activity, leaderboard, metric, slots, stage, usage };

/** Grafana's own panels that boards may use. */
const core = ['alertlist', 'piechart', 'state-timeline', 'timeseries'];

const panels = saved.flatMap((board) =>
  drawn(board).map((panel) => [`${board.dashboard.uid ?? ''} ${panel.id ?? ''}`, panel] as const),
);

test.each(panels)('%s: a panel that there is, with options that it knows', (_, panel) => {
  const name = /^hubscope-(\w+)-panel$/.exec(panel.type)?.[1];
  if (name === undefined) {
    expect(core).toContain(panel.type);
    return;
  }
  expect(Object.keys(options[name] ?? {})).toEqual(
    expect.arrayContaining(Object.keys(panel.options as object)),
  );
});

test.each(panels)('%s: queries that there are', (_, panel) => {
  for (const target of targetsOf(panel)) {
    if (target.kind === 'hubscope') expect(queryTypes).toContain(target.query.queryType);
    else expect(target.legendFormat).toBeDefined();
  }
});

const expressions = panels.flatMap(([name, panel]) =>
  targetsOf(panel).flatMap((target) =>
    target.kind === 'prometheus' ? [[`${name} ${target.refId}`, target] as const] : [],
  ),
);

test.each(expressions)('%s: metrics and labels that there are', (_, { expr, legendFormat }) => {
  const asked = readPromql(expr);
  expect(asked.selectors.length).toBeGreaterThan(0);
  const shown = [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].map(([, label = '']) => label);
  expectKnown(asked, shown);
});

test.each([
  ['cch_requests', 'no such metric'],
  ['cch_request_duration_seconds', 'a histogram has no series of its own name'],
  ['provider:cch_requests:rate7m', 'no such rule'],
])('%s: %s', (metric) => {
  expect(labelsOf(metric)).toBeUndefined();
});

test('what is no PromQL is told', () => {
  expect(() => readPromql('sum(rate(cch_requests_total[5m])')).toThrow('is no PromQL');
});
