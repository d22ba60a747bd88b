import { BadQuestion } from './bad-question.ts';
import { periodSpans, type Period } from './periods.ts';

const at = (text: string) => Date.parse(text);

test.each<[Period, string, string, [string, string], string]>([
  // New York's clock went forward on 8 March 2026: that day has 23 hours.
  [
    'daily',
    'America/New_York',
    '2026-03-08T15:00:00Z',
    ['2026-03-08T05:00:00Z', '2026-03-09T04:00:00Z'],
    '2026-03-07T05:00:00Z',
  ],
  // Monday begins the week, also on a Sunday evening that is Monday in UTC.
  [
    'weekly',
    'America/New_York',
    '2026-03-09T02:00:00Z',
    ['2026-03-02T05:00:00Z', '2026-03-09T04:00:00Z'],
    '2026-02-23T05:00:00Z',
  ],
  [
    'monthly',
    'UTC',
    '2028-02-29T12:00:00Z',
    ['2028-02-01T00:00:00Z', '2028-03-01T00:00:00Z'],
    '2028-01-01T00:00:00Z',
  ],
  // The year had begun in Kolkata, but not in UTC.
  [
    'quarterly',
    'Asia/Kolkata',
    '2025-12-31T20:00:00Z',
    ['2025-12-31T18:30:00Z', '2026-03-31T18:30:00Z'],
    '2025-09-30T18:30:00Z',
  ],
  [
    'yearly',
    'Asia/Shanghai',
    '2026-07-01T00:00:00Z',
    ['2025-12-31T16:00:00Z', '2026-12-31T16:00:00Z'],
    '2024-12-31T16:00:00Z',
  ],
  [
    { startDate: '2026-03-01', endDate: '2026-03-31' },
    'UTC',
    '2020-01-01T00:00:00Z',
    ['2026-03-01T00:00:00Z', '2026-04-01T00:00:00Z'],
    '2026-01-29T00:00:00Z',
  ],
  [
    { startDate: '2024-01-01', endDate: '2024-12-31' },
    'UTC',
    '2020-01-01T00:00:00Z',
    ['2024-01-01T00:00:00Z', '2025-01-01T00:00:00Z'],
    '2022-12-31T00:00:00Z',
  ],
  [
    { from: at('2026-03-08T06:59:59.999Z'), to: at('2026-03-08T08:00:00Z') },
    'America/New_York',
    '2020-01-01T00:00:00Z',
    ['2026-03-08T06:59:59.999Z', '2026-03-08T08:00:00Z'],
    '2026-03-08T05:59:59.998Z',
  ],
  // Apia left 30 December 2011 out.
  [
    { startDate: '2011-12-29', endDate: '2011-12-31' },
    'Pacific/Apia',
    '2020-01-01T00:00:00Z',
    ['2011-12-29T10:00:00Z', '2011-12-31T10:00:00Z'],
    '2011-12-26T10:00:00Z',
  ],
])('%j in %s at %s: %j, after %s', (period, timezone, now, [from, to], before) => {
  expect(periodSpans(period, at(now), timezone)).toEqual({
    span: { from: at(from), to: at(to) },
    before: { from: at(before), to: at(from) },
  });
});

test('all of history has neither bounds nor a period before', () => {
  expect(periodSpans('allTime', 0, 'UTC')).toEqual({ span: {}, before: undefined });
});

test.each<[unknown, string]>([
  ['hourly', 'period'],
  ['toString', 'period'],
  [{ startDate: '2026-02-30', endDate: '2026-03-01' }, 'startDate'],
  [{ startDate: '2026-2-3', endDate: '2026-03-01' }, 'startDate'],
  [{ startDate: '0000-01-01', endDate: '0000-01-02' }, 'startDate'],
  [{ startDate: '2026-03-02', endDate: '+275760-09-13' }, 'endDate'],
  [{ startDate: '2026-03-02', endDate: '2026-03-01' }, 'endDate'],
  [{ startDate: '2025-01-01', endDate: '2026-01-02' }, 'endDate'],
  [{ from: 1000, to: 1000 }, 'to'],
  [{ from: 0, to: 367 * 86_400_000 }, 'to'],
])('%j is refused, naming the field and what would do', (period, field) => {
  const ask = () => periodSpans(period as Period, at('2026-03-02T00:00:00Z'), 'UTC');
  expect(ask).toThrow(BadQuestion);
  expect(ask).toThrow(new RegExp(`^${field} .+; for example .+`));
});
