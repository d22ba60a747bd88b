import { createRandom } from '../random.ts';
import { nextGapMs, trafficShare } from './arrivals.ts';

it('follows the hours of the gateway’s zone', () => {
  const wednesday = Date.UTC(2026, 2, 4, 7);
  expect(trafficShare(wednesday, 'Asia/Shanghai', 'daily')).toBe(1);
  expect(trafficShare(wednesday, 'America/New_York', 'daily')).toBeLessThan(0.2);
  expect(trafficShare(Date.UTC(2026, 2, 7, 7), 'Asia/Shanghai', 'daily')).toBeCloseTo(0.55, 5);
  expect(trafficShare(wednesday, 'America/New_York', 'steady')).toBe(1);
});

it('keeps the rate that was asked for', () => {
  const random = createRandom(1);
  const gaps = Array.from({ length: 20_000 }, () => nextGapMs(random, 120, 0.5, 10));
  expect(gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length / 100).toBeCloseTo(1, 1);
});
