import { BadQuestion } from '../bad-question.ts';
import { checkRequest, type BoardRequest } from './request.ts';

const request = (part: Record<string, unknown> = {}): BoardRequest => ({
  scope: 'user',
  period: 'daily',
  ...part,
});

test.each<[Record<string, unknown>, string]>([
  [{ scope: 'team' }, 'scope'],
  [{ providerType: 'openai' }, 'providerType'],
  [{ userTags: Array.from({ length: 21 }, (_, index) => `tag ${index}`) }, 'userTags'],
  [{ userGroups: Array.from({ length: 21 }, (_, index) => `group ${index}`) }, 'userGroups'],
  [{ limit: 0 }, 'limit'],
  [{ limit: 1001 }, 'limit'],
  [{ limit: 2.5 }, 'limit'],
  [{ scope: 'model', models: true }, 'models'],
  [{ sort: { column: 'beauty', descending: true } }, 'sort'],
  [{ scope: 'userCacheHitRate', sort: { column: 'successRate', descending: true } }, 'sort'],
  [{ sort: { column: 'durationP95Ms', descending: true } }, 'sort'],
])('%j is refused, naming the field and what would do', (part, field) => {
  const check = () => checkRequest(request(part));
  expect(check).toThrow(BadQuestion);
  expect(check).toThrow(new RegExp(`^${field} .+; for example .+`));
});

test('what can be answered is', () => {
  expect(checkRequest(request())).toMatchObject({ scope: 'user', userTags: [], userGroups: [] });
  const sort = { column: 'durationP95Ms', descending: false } as const;
  expect(checkRequest(request({ sort, percentiles: true, limit: 1000 })).sort).toEqual(sort);
});

test('filters are trimmed, and count once', () => {
  const userTags = [' vip', 'vip ', '', '  ', ...Array.from({ length: 19 }, (_, index) => `tag ${index}`)];
  expect(checkRequest(request({ userTags })).userTags).toHaveLength(20);
});
