import { readEntries } from './entries.ts';
import { listedOf, viewFor } from './filter.ts';
import { requestsOf } from './fixtures.ts';
import { defaultOptions, type View } from './options.ts';

const entries =
  readEntries(
    [
      requestsOf([
        { id: '1', state: 'running', statusCode: null, user: 'Ana R.', durationMs: 90_000 },
        { id: '2', user: '欧阳锦程', model: 'Sonnet' },
        { id: '3', statusCode: 529, user: null },
        { id: '4', state: 'lost', statusCode: null, durationMs: null },
        { id: '5', durationMs: 45_000 },
      ]),
    ],
    defaultOptions,
  )?.entries ?? [];

const ids = (view: View, search = '') => listedOf(entries, view, search).map(({ id }) => id);

test.each<[View, string[]]>([
  ['all', ['1', '2', '3', '4', '5']],
  ['running', ['1']],
  ['errors', ['3', '4']],
  ['slow', ['1', '5']],
])('%s lists %j', (view, listed) => {
  expect(ids(view)).toEqual(listed);
});

test.each<[string, string[]]>([
  ['ana', ['1']],
  ['  ANA   opus ', ['1']],
  ['欧阳', ['2']],
  ['sonnet', ['2']],
  ['529', ['3']],
  ['ana sonnet', []],
])('“%s” finds %j', (search, listed) => {
  expect(ids('all', search)).toEqual(listed);
});

test('both at once', () => {
  expect(ids('slow', 'alice')).toEqual(['5']);
});

test('nothing is asked: the same list, so that nothing is drawn anew', () => {
  expect(listedOf(entries, 'all', ' ')).toBe(entries);
});

test('a view that rows of a kind have not is all of them', () => {
  expect(viewFor('sessions', 'slow')).toBe('all');
  expect(viewFor('sessions', 'idle')).toBe('idle');
  expect(viewFor('requests', 'idle')).toBe('all');
});
