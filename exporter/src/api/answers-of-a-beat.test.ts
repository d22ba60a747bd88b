import { keepAnswers } from './answers-of-a-beat.ts';

/** Answers that are made when the test says so; each is the number of its making. */
function source() {
  const waiting: { give: () => void; fail: () => void }[] = [];
  let made = 0;
  const make = () => {
    const number = (made += 1);
    return new Promise<number>((resolve, reject) => {
      waiting.push({
        give: () => {
          resolve(number);
        },
        fail: () => {
          reject(new Error(`no ${number}`));
        },
      });
    });
  };
  const next = () => waiting.shift() ?? { give: () => undefined, fail: () => undefined };
  return { make, next, begun: () => made };
}

let clock = 0;
const answers = () => keepAnswers<number>(5000, () => clock);

test('many who ask in a beat get one answer', async () => {
  const { make, next, begun } = source();
  const kept = answers();
  const asked = Array.from({ length: 20 }, () => kept.get('a', make, 'this beat or the last'));
  next().give();
  expect(new Set(await Promise.all(asked))).toEqual(new Set([1]));
  expect(await kept.get('a', make, 'this beat')).toBe(1);
  expect(begun()).toBe(1);
});

test('what many look at is made anew at the beat; nobody waits meanwhile but those who want the new one', async () => {
  const { make, next, begun } = source();
  const kept = answers();
  const first = [1, 2].map(() => kept.get('a', make, 'this beat or the last'));
  next().give();
  await Promise.all(first);
  kept.beat();
  expect(begun()).toBe(2);
  expect(await kept.get('a', make, 'this beat or the last')).toBe(1);
  const patient = kept.get('a', make, 'this beat');
  next().give();
  expect(await patient).toBe(2);
  expect(await kept.get('a', make, 'this beat or the last')).toBe(2);
  expect(begun()).toBe(2);
});

test('an answer that is long in coming is not begun twice, and the last one is given only while it is fresh', async () => {
  const { make, next, begun } = source();
  const kept = answers();
  const first = [1, 2].map(() => kept.get('a', make, 'this beat or the last'));
  next().give();
  await Promise.all(first);
  for (let beat = 0; beat < 5; beat += 1) {
    kept.beat();
    expect(await kept.get('a', make, 'this beat or the last')).toBe(1);
    clock += 1000;
  }
  expect(begun()).toBe(2);
  clock += 1;
  const late = kept.get('a', make, 'this beat or the last');
  next().give();
  expect(await late).toBe(2);
});

test('what one looks at is made when it is asked, and never by itself', async () => {
  const { make, next, begun } = source();
  const kept = answers();
  for (const wanted of [1, 2, 3]) {
    const asked = kept.get('a', make, 'this beat or the last');
    next().give();
    expect(await asked).toBe(wanted);
    kept.beat();
    kept.beat();
    expect(begun()).toBe(wanted);
  }
});

test('whoever waits for a failure is told, and the next one asks anew', async () => {
  const { make, next, begun } = source();
  const kept = answers();
  const first = [1, 2].map(() => kept.get('a', make, 'this beat or the last'));
  next().give();
  await Promise.all(first);
  kept.beat();
  const patient = kept.get('a', make, 'this beat');
  next().fail();
  await expect(patient).rejects.toThrow('no 2');
  const again = kept.get('a', make, 'this beat or the last');
  next().give();
  expect(await again).toBe(3);
  expect(begun()).toBe(3);
});
