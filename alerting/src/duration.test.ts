import fc from 'fast-check';
import { durationOf, inWords, milliseconds } from './duration.ts';

test('a length of time survives being written and read', () => {
  fc.assert(
    fc.property(fc.nat({ max: 40 * 86_400_000 }), (whole) => milliseconds(durationOf(whole)) === whole),
  );
});

test.each([
  ['5m', '5 minutes'],
  ['1h30m', '1 hour 30 minutes'],
  ['90s', '1 minute 30 seconds'],
  ['1d', '1 day'],
  ['1500ms', '1 second 500 milliseconds'],
])('%s in words is %s', (duration, words) => {
  expect(inWords(duration)).toBe(words);
});

test.each(['', '5', 'm', '1m1h', '-5m', '5 m', '1.5h'])('"%s" is no length of time', (text) => {
  expect(() => milliseconds(text)).toThrow('not a duration');
});
