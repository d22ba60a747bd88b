import { createTheme, FieldType, ThresholdsMode, type Field } from '@grafana/data';
import { cellsOf, hasRankChange, subCellsOf, subFrameOf, type Drawn } from './cells.ts';
import { boardOf, fieldsOf, frameOf } from './fixtures.ts';
import { columnsOf, secondaryOf } from './fields.ts';

const theme = createTheme();
const levels = (...steps: [number, string][]) => ({
  thresholds: { mode: ThresholdsMode.Absolute, steps: steps.map(([value, color]) => ({ value, color })) },
});
/** As the gateway colours hit rates and coefficients. */
const hitRate = levels([-Infinity, 'orange'], [0.6, 'yellow'], [0.85, 'green']);
const coefficient = levels([-Infinity, 'orange'], [0.8, 'yellow'], [0.9, 'green']);

const frame = frameOf(
  {
    rank: [1, 2, 3, 4],
    rankChange: [2, -1, null, 0],
    name: ['Ana', 'Otto', 'Sara', 'Li'],
    cost: { values: [200, 150, 50, null], config: { unit: 'currencyUSD', decimals: 2 } },
    requests: { values: [1902, 1644, 7, 0], config: { unit: 'locale', displayName: 'Requests' } },
    cacheHitRate: {
      values: [0.85, 0.6, 0.599, null],
      config: { unit: 'percentunit', decimals: 1, ...hitRate },
    },
    cacheCoefficient: { values: [0.9, 0.89, 0.79, null], config: { decimals: 2, ...coefficient } },
  },
  { ids: [1, 2, 3, 4] },
);
const fields = fieldsOf(frame);
const drawn: Drawn = {
  fields,
  board: boardOf(frame),
  secondary: secondaryOf(fields, []),
  columns: columnsOf(fields, []),
  rankChange: true,
};
const cells = drawn.board.rows.map((row) => cellsOf(row, drawn, theme));

test('a row has its rank, its share of the first, and what changed', () => {
  expect(cells.map(({ rank, name, share, change }) => [rank, name, share, change])).toEqual([
    [1, 'Ana', 1, 2],
    [2, 'Otto', 0.75, -1],
    [3, 'Sara', 0.25, 'new'],
    [4, 'Li', 0, 0],
  ]);
  expect(cellsOf(drawn.board.rows[0]!, { ...drawn, rankChange: false }, theme).change).toBeNull();
});

test('nothing is new where no row had a place before', () => {
  expect(hasRankChange(fields)).toBe(true);
  expect(
    hasRankChange(
      fieldsOf(frameOf({ rankChange: { values: [null, null] }, name: ['a', 'b'], cost: [2, 1] })),
    ),
  ).toBe(false);
});

test('figures are as their fields say, and null is not zero', () => {
  expect(cells.map(({ value }) => value.text)).toEqual(['$200.00', '$150.00', '$50.00', null]);
  expect(cells.map(({ columns }) => columns[0]?.text)).toEqual(['1,902', '1,644', '7', '0']);
  expect(cells.map(({ columns }) => columns[1]?.text)).toEqual(['85.0%', '60.0%', '59.9%', null]);
  expect(cells[0]?.secondary).toBe('1,902 req');
});

test('hit rates and coefficients have the levels of the gateway, of which the worst is told by another shape', () => {
  const told = (column: number) =>
    cells.map(({ columns }) => [columns[column]?.level, columns[column]?.worst]);
  const three = [
    ['good', false],
    ['fair', false],
    ['low', true],
    [null, false],
  ];
  expect(told(1)).toEqual(three);
  expect(told(2)).toEqual(three);
  expect(told(0)).toEqual(cells.map(() => [null, false]));
});

describe('rows within a row', () => {
  const models = frameOf({
    model: ['opus', 'haiku'],
    cost: { values: [150, null], config: { unit: 'currencyUSD' } },
    cacheHitRate: { values: [0.9, 0.1], config: { unit: 'percentunit', decimals: 0, ...hitRate } },
  });
  const nested = {
    name: '__nestedFrames',
    type: FieldType.nestedFrames,
    config: {},
    values: [[models], [{ fields: [], length: 0 }], [], null],
  } as unknown as Field;
  const within = { ...drawn, fields: { ...fields, nested: nested as typeof fields.nested } };

  test('are there where there are some', () => {
    expect([0, 1, 2, 3].map((row) => subFrameOf(within.fields, row)?.length)).toEqual([
      2,
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('have the figures of their row, against its own value', () => {
    const [opus, haiku] = subCellsOf(models, 200, within, theme);
    expect(opus).toMatchObject({ name: 'opus', share: 0.75, value: { text: '$150' } });
    expect(haiku).toMatchObject({ name: 'haiku', share: 0, value: { text: null } });
    expect(opus?.columns.map(({ text, level }) => [text, level])).toEqual([
      [null, null],
      ['90%', 'good'],
      [null, null],
    ]);
  });
});
