import { createChoice, createRandom } from './random.ts';

const draw = (count: number, value: () => number) => Array.from({ length: count }, value);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

it('repeats itself with the same seed, and differs with another', () => {
  const [first, again, other] = [createRandom(7), createRandom(7), createRandom(8)];
  const values = draw(100, () => first.next());
  expect(draw(100, () => again.next())).toEqual(values);
  expect(draw(100, () => other.next())).not.toEqual(values);
});

it('forks independently of what was drawn before', () => {
  const random = createRandom(7);
  const forked = (name: string) => {
    const fork = random.fork(name);
    return draw(10, () => fork.next());
  };
  const keys = forked('keys');
  random.next();
  expect(forked('keys')).toEqual(keys);
  expect(forked('users')).not.toEqual(keys);
});

it('draws from the distributions it names', () => {
  const random = createRandom('distributions');
  const count = 20_000;
  const uniform = draw(count, () => random.next());
  expect(Math.min(...uniform)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...uniform)).toBeLessThan(1);
  expect(mean(uniform)).toBeCloseTo(0.5, 1);
  expect(new Set(draw(count, () => random.integer(3, 5)))).toEqual(new Set([3, 4, 5]));
  expect(mean(draw(count, () => random.exponential(200))) / 200).toBeCloseTo(1, 1);
  expect(median(draw(count, () => random.lognormal(1_000, 0.8))) / 1_000).toBeCloseTo(1, 1);
  expect(mean(draw(count, () => Number(random.chance(0.2))))).toBeCloseTo(0.2, 1);
  expect(random.hex(32)).toMatch(/^[0-9a-f]{32}$/);
});

it('chooses by weight, and never what has none', () => {
  const random = createRandom('choice');
  const choose = createChoice(['never', 'often', 'seldom'], (_, index) => [0, 3, 1][index]!);
  const chosen = Array.from({ length: 20_000 }, () => choose(random));
  expect(chosen).not.toContain('never');
  expect(mean(chosen.map((item) => Number(item === 'often')))).toBeCloseTo(0.75, 1);
  expect(() => createChoice(['never'], () => 0)).toThrow(RangeError);
  expect(() => random.pick([])).toThrow(RangeError);
});
