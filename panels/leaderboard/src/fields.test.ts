import { FieldType, toDataFrame } from '@grafana/data';
import { fieldsOf, frameOf } from './fixtures.ts';
import { columnsOf, findBoardFrame, partsOf, secondaryOf } from './fields.ts';

const names = (fields: readonly { name: string }[]) => fields.map(({ name }) => name);
const users = frameOf({
  rank: [1],
  rankChange: [2],
  name: ['a'],
  cost: [3],
  requests: [4],
  tokens: [5],
  successRate: [0.9],
});

test('a board is the first frame with a text and the figure that is asked for', () => {
  const times = toDataFrame({ fields: [{ name: 'time', type: FieldType.time, values: [1] }] });
  expect(findBoardFrame([times, frameOf({ cost: [1] }), users], 'tokens')).toMatchObject({
    name: { name: 'name' },
    value: { name: 'tokens' },
    rank: { name: 'rank' },
    rankChange: { name: 'rankChange' },
  });
  expect(findBoardFrame([users], 'gone')).toBeUndefined();
});

test('ranks are no figures, and the figure that ranks is the first of them', () => {
  expect(names(fieldsOf(users).figures)).toEqual(['cost', 'requests', 'tokens', 'successRate']);
  expect(names(fieldsOf(users, 'tokens').figures)).toEqual(['tokens', 'cost', 'requests', 'successRate']);
});

test('figures are called by their name, or as people see them', () => {
  const frame = frameOf({ service: ['a'], Value: { values: [1], config: { displayName: 'Requests' } } });
  expect(fieldsOf(frame, 'Requests').value.name).toBe('Value');
});

test('what is said beside the name are the other texts', () => {
  expect(names(fieldsOf(frameOf({ user: ['ana'], name: ['sk-1'], cost: [1] })).beside)).toEqual(['user']);
});

test('says what a board lacks', () => {
  expect(partsOf([users], 'gone')).toEqual({ text: true, figure: false });
  expect(partsOf([frameOf({ rank: [1] })], '')).toEqual({ text: false, figure: false });
  expect(partsOf([frameOf({ cost: [1] })], 'cost')).toEqual({ text: false, figure: true });
});

test.each([
  ['cost', [], ['requests', 'tokens']],
  ['tokens', [], ['cost', 'requests']],
  ['successRate', [], ['cost', 'requests']],
  ['cost', ['successRate', 'gone', 'requests'], ['successRate', 'requests']],
])('under %s, with %j chosen, stand %j', (value, chosen, expected) => {
  expect(names(secondaryOf(fieldsOf(users, value), chosen))).toEqual(expected);
});

test('columns are all others, or those that are chosen in their order', () => {
  expect(names(columnsOf(fieldsOf(users), []))).toEqual(['requests', 'tokens', 'successRate']);
  expect(names(columnsOf(fieldsOf(users), ['tokens', 'cost', 'requests']))).toEqual(['tokens', 'requests']);
});
