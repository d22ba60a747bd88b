import { ageText, clockText, durationText, runningText } from './age.ts';

test.each([
  [0, '0 s'],
  [-3, '0 s'],
  [1.84, '1.8 s'],
  [59.9, '59 s'],
  [60, '1 min'],
  [3599, '59 min'],
  [3600, '1 h'],
  [86_399, '23 h'],
  [200_000, '2 d'],
])('%d s ago is written %s', (seconds, text) => {
  expect(ageText(seconds)).toBe(text);
});

test.each([
  [0.003, '3 ms'],
  [0.0994, '99 ms'],
  [0.0996, '0.1 s'],
  [99.94, '99.9 s'],
  [99.96, '01:40'],
  [3725, '1:02:05'],
])('what took %d s is written %s', (seconds, text) => {
  expect(durationText(seconds)).toBe(text);
});

test('clocks run in whole seconds, and never backwards from none', () => {
  expect([-1, 0.9, 12.7, 125].map(runningText)).toEqual(['0 s', '0 s', '12 s', '02:05']);
  expect([-5, 59.6, 3599.6].map(clockText)).toEqual(['00:00', '01:00', '1:00:00']);
});
