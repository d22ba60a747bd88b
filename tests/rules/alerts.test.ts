import { alerts } from '../../alerting/src/files.ts';
import { testRules } from './promtool.ts';
import { hubscopeScenarios } from './scenarios/hubscope.ts';
import { requestScenarios } from './scenarios/requests.ts';
import { slotScenarios } from './scenarios/slots.ts';
import { spendingScenarios } from './scenarios/spending.ts';

const scenarios = [...requestScenarios, ...slotScenarios, ...spendingScenarios, ...hubscopeScenarios];

test('in every scenario exactly these alerts fire, in these words, in Prometheus and in Grafana', () => {
  expect(testRules(scenarios)).toBe('');
}, 600_000);

test.each(alerts.map(({ name }) => name))('%s is seen firing, and not firing', (name) => {
  const moments = scenarios.flatMap(({ firing }) => Object.values(firing));
  const fires = (firings: (typeof moments)[number]) => firings.some(({ alert }) => alert === name);
  expect(moments.some(fires)).toBe(true);
  expect(moments.some((firings) => !fires(firings))).toBe(true);
});
