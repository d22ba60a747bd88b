import { repeatedly } from './answers.ts';
import { GatewayError } from './gateway/failure.ts';

const pace = { intervalMs: 0, freshMs: 5000, staleMs: 60_000 };

/** A question whose next answer is set by the test. */
function questionWith(next: { fails: boolean }, clock: { now: number }, options = pace) {
  let asked = 0;
  const question = repeatedly(
    'figure',
    'postgres',
    options,
    () => {
      asked += 1;
      if (next.fails) return Promise.reject(new GatewayError('unreachable', 'gone'));
      return Promise.resolve({ value: asked, asOf: 1000 * asked });
    },
    () => clock.now,
  );
  return { question, asked: () => asked };
}

test('unknown until asked, then fresh, stale while attempts fail, unknown in the end', async () => {
  const next = { fails: false };
  const clock = { now: 0 };
  const { question } = questionWith(next, clock);
  expect(question.answer().quality).toBe('unknown');
  await question.ask();
  expect(question.answer()).toMatchObject({ quality: 'fresh', value: 1, asOf: 1000 });
  next.fails = true;
  clock.now = 1000;
  await question.ask();
  expect(question.answer()).toMatchObject({ quality: 'stale', value: 1, ageMs: 1000 });
  expect(question.lastAttempt()?.succeeded).toBe(false);
  clock.now = 60_001;
  expect(question.answer()).toEqual({ quality: 'unknown', failure: { kind: 'unreachable', detail: 'gone' } });
});

test('an answer that nobody renews turns stale by age alone', async () => {
  const clock = { now: 0 };
  const { question } = questionWith({ fails: false }, clock);
  await question.ask();
  clock.now = 5001;
  expect(question.answer().quality).toBe('stale');
});

test('without a stale time a failure makes it unknown at once', async () => {
  const next = { fails: false };
  const { question } = questionWith(next, { now: 0 }, { ...pace, staleMs: 0 });
  await question.ask();
  next.fails = true;
  await question.ask();
  expect(question.answer().quality).toBe('unknown');
});

test('is not asked twice at once, nor before its interval, but again at once after a failure', async () => {
  const next = { fails: false };
  const clock = { now: 0 };
  const { question, asked } = questionWith(next, clock, { ...pace, intervalMs: 10_000 });
  await Promise.all([question.ask(), question.ask(), question.ask()]);
  expect(asked()).toBe(1);
  clock.now = 9999;
  await question.ask();
  expect(asked()).toBe(1);
  clock.now = 10_000;
  next.fails = true;
  await question.ask();
  clock.now = 10_001;
  await question.ask();
  expect(asked()).toBe(3);
});

test('an attempt that timed out is not repeated before its time, any other failure at the next heartbeat', async () => {
  const clock = { now: 0 };
  const kinds = ['timeout', 'unreachable', 'timeout'] as const;
  let asked = 0;
  const question = repeatedly(
    'figure',
    'postgres',
    { ...pace, afterTimeoutMs: 60_000 },
    () => Promise.reject(new GatewayError(kinds[asked++] ?? 'timeout', 'gone')),
    () => clock.now,
  );
  await question.ask();
  clock.now = 59_999;
  await question.ask();
  expect(asked).toBe(1);
  clock.now = 60_000;
  await question.ask();
  expect(asked).toBe(2);
  await question.ask();
  expect(asked).toBe(3);
});
