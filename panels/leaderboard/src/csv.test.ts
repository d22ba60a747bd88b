import { FieldType, toDataFrame } from '@grafana/data';
import { csvOf } from './csv.ts';
import { frameOf } from './fixtures.ts';

test('has a head of display names, rows in the order that is asked for, and values as they are', () => {
  const frame = frameOf({
    name: { values: ['ana', 'otto'], config: { displayName: 'User' } },
    cost: { values: [3.34883624193765, null], config: { displayName: 'Cost', unit: 'currencyUSD' } },
  });
  expect(csvOf(frame, [1, 0])).toBe('User,Cost\r\notto,\r\nana,3.34883624193765\r\n');
});

test('quotes what would break a row', () => {
  expect(csvOf(frameOf({ name: ['a,b', 'say "so"', 'two\nlines'], n: [1, 2, 3] }), [0, 1, 2])).toBe(
    'name,n\r\n"a,b",1\r\n"say ""so""",2\r\n"two\nlines",3\r\n',
  );
});

test('a name that a spreadsheet would take for a formula stays a name', () => {
  const names = ['=HYPERLINK("http://x")', '+1', '-2', '@here', 'fine'];
  const lines = csvOf(frameOf({ name: names, n: names.map(() => -1) }), [0, 1, 2, 3, 4]).split('\r\n');
  expect(lines.slice(1, 6)).toEqual([
    '"\'=HYPERLINK(""http://x"")",-1',
    "'+1,-1",
    "'-2,-1",
    "'@here,-1",
    'fine,-1',
  ]);
});

test('times are instants, and tables within rows are left out', () => {
  const frame = toDataFrame({
    fields: [
      { name: 'at', type: FieldType.time, values: [0] },
      { name: 'name', type: FieldType.string, values: ['a'] },
      { name: '__nestedFrames', type: FieldType.nestedFrames, values: [[]] },
    ],
  });
  expect(csvOf(frame, [0])).toBe('at,name\r\n1970-01-01T00:00:00.000Z,a\r\n');
});
