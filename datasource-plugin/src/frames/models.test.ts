import { FieldType, type DataFrame } from '@grafana/data';
import type { Models } from '@hubscope/exporter/contract';
import type { ModelsQuery } from '../types/query.ts';
import { context, custom, fresh, noticesOf, unknown, valuesOf } from './fixtures.ts';
import { framesOf } from './index.ts';

const models: Models = {
  engine: 'postgres',
  span: { from: null, to: null },
  modelBasis: 'original',
  total: { requests: 10, costUsd: '3', tokens: 1000, share: 1 },
  models: [
    { model: 'opus', requests: 5, costUsd: '2.000000000000001', tokens: 600, share: 0.5 },
    { model: 'haiku', requests: 3, costUsd: '0.5', tokens: 300, share: 0.3 },
  ],
  other: { models: 4, requests: 2, costUsd: null, tokens: 100, share: 0.2 },
};
const query: ModelsQuery = { refId: 'B', queryType: 'models', period: 'daily' };
const frameOf = (value: Models, more: Partial<ModelsQuery> = {}): DataFrame =>
  framesOf({ ...query, ...more }, fresh(value), { ...context, refId: 'B' })[0]!;

test('a row for each model, all others the last', () => {
  const frame = frameOf(models);
  const links = frame.fields[0]?.config.links;
  expect(links?.map(({ title }) => title)).toEqual(['Requests']);
  expect(frame).toEqual({
    refId: 'B',
    length: 3,
    fields: [
      {
        name: 'model',
        type: FieldType.string,
        config: { displayNameFromDS: 'Model', links },
        values: ['opus', 'haiku', 'Others (4 models)'],
      },
      {
        name: 'requests',
        type: FieldType.number,
        config: { displayNameFromDS: 'Requests', unit: 'locale', min: 0 },
        values: [5, 3, 2],
      },
      {
        name: 'share',
        type: FieldType.number,
        config: { displayNameFromDS: 'Share', unit: 'percentunit', decimals: 1, min: 0, max: 1 },
        values: [0.5, 0.3, 0.2],
      },
      {
        name: 'cost',
        type: FieldType.number,
        config: { displayNameFromDS: 'Cost', unit: 'currencyUSD', decimals: 2, min: 0 },
        values: [2.000000000000001, 0.5, null],
      },
      {
        name: 'tokens',
        type: FieldType.number,
        config: { displayNameFromDS: 'Tokens', unit: 'short', min: 0 },
        values: [600, 300, 100],
      },
    ],
    meta: {
      preferredVisualisationType: 'table',
      notices: [{ severity: 'info', text: '2 of 6 shown; the others are added up as one' }],
      custom: { ...custom, engine: 'postgres', span: { from: null, to: null }, count: 6, rest: 1 },
    },
  });
});

test('or a field for each, with requests unless another figure is asked for', () => {
  const figures = (more: Partial<ModelsQuery>) => valuesOf(frameOf(models, { form: 'figures', ...more }));
  expect(figures({})).toEqual({ opus: [5], haiku: [3], 'Others (4 models)': [2] });
  expect(figures({ figure: 'share' })).toEqual({ opus: [0.5], haiku: [0.3], 'Others (4 models)': [0.2] });
  expect(frameOf(models, { form: 'figures' }).fields[0]?.labels).toEqual({ model: 'opus' });
});

test('there are no others when there is nothing in them, and unknown ones when they have no name', () => {
  const nothing = { models: 0, requests: 0, costUsd: '0', tokens: 0, share: 0 };
  expect(valuesOf(frameOf({ ...models, other: nothing })).model).toEqual(['opus', 'haiku']);
  const nameless = { ...nothing, requests: 1 };
  const frame = frameOf({ ...models, other: nameless });
  expect(valuesOf(frame).model).toEqual(['opus', 'haiku', 'Unknown']);
  expect(noticesOf(frame)).toEqual([]);
});

test('others are no model that a filter could name', () => {
  const kept = (operator: '=' | '!=', value: string) =>
    valuesOf(frameOf(models, { filters: [{ key: 'model', operator, value }] })).model;
  expect(kept('=', 'opus')).toEqual(['opus']);
  expect(kept('!=', 'opus')).toEqual(['haiku', 'Others (4 models)']);
});

test('unknown', () => {
  const table = framesOf(query, unknown('away'), context)[0]!;
  expect(valuesOf(table)).toEqual({ model: [], requests: [], share: [], cost: [], tokens: [] });
  const figures = framesOf({ ...query, form: 'figures' }, unknown('away'), context)[0]!;
  expect(figures).toMatchObject({ fields: [], length: 0 });
  expect(noticesOf(figures)).toEqual(['error: Not known: away']);
});
