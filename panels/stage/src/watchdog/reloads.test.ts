import { rememberReload, reloadsIn } from './reloads.ts';

const HOUR = 60 * 60_000;
const NOW = Date.UTC(2026, 2, 9, 12);

beforeEach(() => {
  sessionStorage.clear();
});

test('a tab remembers when it loaded itself again, for a day', () => {
  expect(reloadsIn(sessionStorage, NOW)).toEqual([]);
  rememberReload(sessionStorage, NOW - 30 * HOUR);
  rememberReload(sessionStorage, NOW - HOUR);
  rememberReload(sessionStorage, NOW);
  expect(reloadsIn(sessionStorage, NOW)).toEqual([NOW - HOUR, NOW]);
  expect(reloadsIn(sessionStorage, NOW + 23.5 * HOUR)).toEqual([NOW]);
});

test.each(['', 'no JSON', '{}', 'null', '["soon", null, {}]'])('%j is no memory', (text) => {
  sessionStorage.setItem('hubscope.stage.reloads', text);
  expect(reloadsIn(sessionStorage, NOW)).toEqual([]);
});

test('it does not grow without end', () => {
  for (let count = 0; count < 500; count += 1) rememberReload(sessionStorage, NOW + count);
  expect(reloadsIn(sessionStorage, NOW).length).toBeLessThanOrEqual(50);
});
