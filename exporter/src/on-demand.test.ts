import { repeatedly } from './answers.ts';
import { onDemand } from './on-demand.ts';

/** A question on demand, by a clock that the test sets. */
function demanded(fails = () => false) {
  const clock = { now: 0 };
  let asked = 0;
  const pace = { intervalMs: 0, freshMs: 5000, staleMs: 60_000 };
  const question = repeatedly(
    'figure',
    'postgres',
    pace,
    () => {
      asked += 1;
      return fails() ? Promise.reject(new Error('gone')) : Promise.resolve({ value: asked, asOf: clock.now });
    },
    () => clock.now,
  );
  return { clock, asked: () => asked, question: onDemand(question, () => clock.now) };
}

test('nothing is asked before somebody wants it', async () => {
  const { question, asked } = demanded();
  await question.ask();
  expect(asked()).toBe(0);
  expect(await question.want()).toMatchObject({ quality: 'fresh', value: 1 });
});

test('what was wanted is kept up for 30 s, and who comes meanwhile does not ask', async () => {
  const { clock, question, asked } = demanded();
  await Promise.all([question.want(), question.want(), question.want()]);
  expect(asked()).toBe(1);
  clock.now = 30_000;
  await question.ask();
  expect(asked()).toBe(2);
  clock.now = 30_001;
  await question.ask();
  expect(asked()).toBe(2);
  expect(await question.want()).toMatchObject({ value: 2 });
  clock.now = 60_001;
  await question.ask();
  expect(asked()).toBe(3);
});

test('after a pause the next who wants it waits for a new answer, or gets the old one as stale', async () => {
  let fails = false;
  const { clock, question } = demanded(() => fails);
  await question.want();
  clock.now = 50_000;
  expect(await question.want()).toMatchObject({ quality: 'fresh', value: 2, asOf: 50_000 });
  fails = true;
  clock.now = 70_000;
  expect(await question.want()).toMatchObject({ quality: 'stale', value: 2, ageMs: 20_000 });
  clock.now = 200_000;
  expect(await question.want()).toMatchObject({ quality: 'unknown' });
});
