import { createSourceState } from './source-state.ts';

const gone = { kind: 'unreachable', detail: 'gone' } as const;

test('pauses grow with failures in a row, up to 4 s, and a success ends them', () => {
  let now = 0;
  const state = createSourceState(() => now);
  const pauses: number[] = [];
  for (let failures = 0; failures < 8; failures += 1) {
    state.failed(gone);
    const failedAt = now;
    while (!state.mayTry()) now += 1;
    pauses.push(now - failedAt);
  }
  expect(pauses[0]).toBeLessThanOrEqual(250);
  expect(Math.max(...pauses)).toBeLessThanOrEqual(4000);
  expect(pauses[7]).toBeGreaterThanOrEqual(3000);
  state.succeeded();
  state.failed(gone);
  now += 250;
  expect(state.mayTry()).toBe(true);
});

test('failures of one outage that come together count as one', () => {
  let now = 0;
  const state = createSourceState(() => now);
  for (let question = 0; question < 5; question += 1) state.failed(gone);
  now += 250;
  expect(state.mayTry()).toBe(true);
});

test('is up only while the last attempt succeeded, and lately', () => {
  let now = 0;
  const state = createSourceState(() => now);
  expect(state.isUp(5000)).toBe(false);
  state.succeeded();
  expect(state.isUp(5000)).toBe(true);
  now += 5001;
  expect(state.isUp(5000)).toBe(false);
  state.succeeded();
  state.failed(gone);
  expect(state.isUp(5000)).toBe(false);
  expect(state.lastFailure()).toEqual(gone);
});
