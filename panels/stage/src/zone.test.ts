import { clockTime, hourOf, isZone } from './zone.ts';

const INSTANT = Date.parse('2026-03-09T06:32:07Z');

test.each([
  ['Asia/Shanghai', '14:32:07'],
  ['UTC', '06:32:07'],
  ['Asia/Kathmandu', '12:17:07'],
  ['Pacific/Kiritimati', '20:32:07'],
  ['America/St_Johns', '04:02:07'],
])('in %s it is %s', (zone, time) => {
  expect(isZone(zone)).toBe(true);
  expect(clockTime(INSTANT, zone)).toBe(time);
  expect(hourOf(INSTANT, zone)).toBe(Number(time.slice(0, 2)));
});

test('midnight is 00, and what is no zone is told in UTC', () => {
  expect(clockTime(Date.parse('2026-03-09T16:00:00Z'), 'Asia/Shanghai')).toBe('00:00:00');
  expect(isZone('Mars/Olympus')).toBe(false);
  expect(clockTime(INSTANT, 'Mars/Olympus')).toBe('06:32:07');
});
