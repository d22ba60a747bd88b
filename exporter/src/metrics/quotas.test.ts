import type { Quota, SubjectQuotas } from '../questions/quotas.ts';
import { collectQuotas, mostQuotas } from './quotas.ts';

const quota: Quota = {
  window: 'daily',
  reset: 'fixed',
  limitUsd: '20.00',
  usedUsd: '5.000000000000001',
  remainingUsd: '14.999999999999999',
  ratio: 0.25,
  countsFrom: 0,
  resetsAt: 86_400_000,
  rate: null,
  emptyAt: null,
};
const running: Quota = { ...quota, window: 'weekly', resetsAt: null, emptyAt: 1_500 };
const unknown: Quota = { ...quota, window: '5h', usedUsd: null, resetsAt: null };
const subject = (id: number, quotas: Quota[] = [quota]): SubjectQuotas => ({
  scope: 'user',
  id,
  name: 'somebody',
  user: { id, name: 'somebody' },
  enabled: true,
  requestLimit: 60,
  sessionLimit: null,
  quotas,
});
const counted = ['4', 'other'].map((user_id) => ({ dimensions: { user_id }, sums: {} }));

test('users with counters of their own come first, then the others by id, and how many are left out is told', () => {
  const all = [subject(1), subject(2, []), subject(3), subject(4)];
  const most = (cap: number) => mostQuotas(all, cap, counted);
  expect(most(2).subjects.map(({ id }) => id)).toEqual([4, 1]);
  expect(most(2).leftOut).toBe(1);
  expect(most(3)).toMatchObject({ subjects: [{ id: 4 }, { id: 1 }, { id: 3 }], leftOut: 0 });
  expect(most(0)).toEqual({ subjects: [], leftOut: 0 });
  expect(mostQuotas(undefined, 5, counted)).toEqual({ subjects: [], leftOut: 0 });
});

test('a quota has its limit, and what is known of its spending and its ends; no name stands in a label', () => {
  const collected = collectQuotas([{ subjects: [subject(7, [unknown, quota, running])], leftOut: 0 }]);
  const labels = (window: string) => ({ scope: 'user', id: '7', window });
  expect(collected).toEqual({
    cch_quota_limit_usd: [
      { labels: labels('5h'), value: 20 },
      { labels: labels('daily'), value: 20 },
      { labels: labels('weekly'), value: 20 },
    ],
    cch_quota_used_usd: [
      { labels: labels('daily'), value: 5.000000000000001 },
      { labels: labels('weekly'), value: 5.000000000000001 },
    ],
    cch_quota_reset_timestamp_seconds: [{ labels: labels('daily'), value: 86_400 }],
    cch_quota_empty_timestamp_seconds: [{ labels: labels('weekly'), value: 1.5 }],
  });
});
