import fc from 'fast-check';
import { figuresOf } from '../../figures/index.ts';
import { scopeNames } from '@hubscope/exporter/contract/words';
import { queryTypes, type GatewayQuery } from '../../types/query.ts';
import { hasFigure, isPercentile } from './board-figures.ts';
import { withChange } from './change.ts';
import { filterKeysOf } from './filter-keys.ts';
import { mostRows } from './new-query.ts';

/** Any field of any type, changed to anything that an editor offers somewhere. */
const anyChange = fc.oneof(
  fc.record({ queryType: fc.constantFrom(...queryTypes) }),
  fc.record({ scope: fc.constantFrom(...scopeNames) }),
  fc.record({ period: fc.constantFrom('daily' as const, 'allTime' as const, '$period' as const) }),
  fc.record({ sort: fc.constantFrom(undefined, 'name', ...figuresOf('user', true).map(({ name }) => name)) }),
  fc.record({ order: fc.constantFrom('asc' as const, 'desc' as const) }),
  fc.record({ form: fc.constantFrom('table' as const, 'figures' as const) }),
  fc.record({ models: fc.boolean() }),
  fc.record({ percentiles: fc.boolean() }),
  fc.record({ rankChange: fc.boolean() }),
  fc.record({ limit: fc.constantFrom(1, 1000, '$n') }),
  fc.record({ range: fc.constantFrom('dashboard' as const, 'today' as const) }),
  fc.record({ step: fc.constantFrom('auto' as const, 'hour' as const) }),
  fc.record({ of: fc.constantFrom('providers' as const, 'fleet' as const) }),
  fc.record({ quotaScope: fc.constantFrom('user' as const, 'key' as const) }),
  fc.record({
    filters: fc.array(
      fc.record({
        key: fc.constantFrom('user', 'key', 'provider', 'model'),
        operator: fc.constant('=' as const),
        value: fc.string(),
      }),
    ),
  }),
);

/** What a person can change in a query is what its editor shows. */
const isOffered = (query: GatewayQuery, change: object): boolean =>
  Object.keys(change).every(
    (key) => ['queryType', 'filters'].includes(key) || offered[query.queryType].includes(key),
  );

const offered: Record<GatewayQuery['queryType'], string[]> = {
  overview: [],
  leaderboard: ['scope', 'period', 'sort', 'order', 'form', 'models', 'percentiles', 'rankChange', 'limit'],
  statistics: ['range', 'step', 'limit'],
  trend: [],
  models: ['period', 'form', 'limit'],
  activity: [],
  sessions: ['limit'],
  slots: ['of', 'form'],
  quotas: ['quotaScope', 'form'],
  sources: [],
};

test('no way through the editor leads to a query that the exporter would refuse', () => {
  fc.assert(
    fc.property(fc.array(anyChange, { maxLength: 12 }), (changes) => {
      let query: GatewayQuery = { refId: 'A', queryType: 'leaderboard', scope: 'user', period: 'dashboard' };
      for (const change of changes) {
        if (isOffered(query, change)) query = withChange(query, change);
        expectAnswerable(query);
      }
    }),
  );
});

function expectAnswerable(query: GatewayQuery): void {
  expect(Object.values(query)).not.toContain(undefined);
  expect(withChange(query, {})).toEqual(query);
  const keys: readonly string[] = filterKeysOf(query);
  expect(query.filters?.filter(({ key }) => !keys.includes(key)) ?? []).toEqual([]);
  if (query.queryType === 'activity' && typeof query.limit === 'number') {
    expect(query.limit).toBeLessThanOrEqual(mostRows.activity);
  }
  if (query.queryType !== 'leaderboard') return;
  const { scope, sort, order, form, figure, models, percentiles } = query;
  expect(sort === undefined || sort === 'name' || hasFigure(scope, sort)).toBe(true);
  expect(order !== undefined && sort === undefined).toBe(false);
  expect(form === 'figures').toBe(figure !== undefined);
  expect(figure === undefined || hasFigure(scope, figure)).toBe(true);
  expect(models === true && (scope === 'model' || form === 'figures')).toBe(false);
  if (isPercentile(sort) || isPercentile(figure)) expect(percentiles).toBe(true);
}
