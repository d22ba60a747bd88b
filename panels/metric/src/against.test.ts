import { againstText } from './against.ts';

const at = (text: string): number => Date.parse(text);
const shanghai = (time: string, now: string) => againstText(at(time), at(now), 'Asia/Shanghai');

test('a day ago is yesterday, in the gateway’s zone', () => {
  expect(shanghai('2026-03-08T06:32:00Z', '2026-03-09T06:32:07Z')).toBe('vs yesterday 14:32');
});

test('days of 23 and of 25 hours are days', () => {
  const berlin = (time: string, now: string) => againstText(at(time), at(now), 'Europe/Berlin');
  expect(berlin('2026-03-28T11:00:00Z', '2026-03-29T10:00:00Z')).toBe('vs yesterday 12:00');
  expect(berlin('2026-10-24T10:00:00Z', '2026-10-25T11:00:00Z')).toBe('vs yesterday 12:00');
});

test('any other time is told with its day', () => {
  expect(shanghai('2026-03-02T06:32:00Z', '2026-03-09T06:32:00Z')).toBe('vs 03-02 14:32');
});
