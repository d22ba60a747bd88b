import fc from 'fast-check';
import { MARGIN, orderOf, type Order } from './order.ts';
import { sortings } from './options.ts';
import { judgeRatio, type Circuit, type Slot } from './reading.ts';

const slot = (id: string, ratio: number | null, more: Partial<Slot> = {}): Slot => ({
  id,
  name: id,
  row: 0,
  used: ratio === null ? null : ratio * 100,
  limit: 100,
  ratio,
  judgement: judgeRatio(undefined, ratio),
  circuit: 'closed',
  halfOpensAt: null,
  priority: null,
  enabled: true,
  volume: null,
  ...more,
});
const idsOf = (order: Order): string => order.slots.map(({ id }) => id).join(' ');
const sorted = (slots: readonly Slot[], sort: (typeof sortings)[number] = 'saturation', before?: Order) =>
  orderOf(slots, sort, before);

test('the fullest come first, an open breaker as a full one, then what is not known, unlimited, disabled', () => {
  expect(
    idsOf(
      sorted([
        slot('disabled', 0.99, { enabled: false }),
        slot('unlimited', null, { limit: null }),
        slot('unknown', null),
        slot('half', 0.5),
        slot('open', 0, { circuit: 'open' }),
        slot('most', 0.95),
      ]),
    ),
  ).toBe('open most half unknown unlimited disabled');
});

test('by priority the least number is first, and none is last; by name numbers count as numbers', () => {
  const slots = [
    slot('pool-10', 0.1, { priority: 2 }),
    slot('pool-9', 0.2, { priority: null }),
    slot('Ärger', 0.9, { priority: 0 }),
    slot('bar', null, { priority: 1, limit: null }),
    slot('a', 0.5, { priority: 0, enabled: false }),
  ];
  expect(idsOf(sorted(slots, 'priority'))).toBe('Ärger bar pool-10 pool-9 a');
  expect(idsOf(sorted(slots, 'name'))).toBe('Ärger bar pool-9 pool-10 a');
});

test('rows that are about as full as before stay, until one is fuller for good or judged another way', () => {
  const first = sorted([slot('a', 0.52), slot('b', 0.5)]);
  const wobble = sorted([slot('a', 0.5), slot('b', 0.52)], 'saturation', first);
  expect(idsOf(wobble)).toBe('a b');
  expect(idsOf(sorted([slot('a', 0.5), slot('b', 0.56)], 'saturation', wobble))).toBe('b a');
  const below = sorted([slot('a', 0.69), slot('b', 0.69)]);
  expect(idsOf(sorted([slot('a', 0.69), slot('b', 0.7)], 'saturation', below))).toBe('b a');
});

const circuits: readonly Circuit[] = ['closed', 'open', 'half-open', null];
const anySlot = (id: string) =>
  fc
    .record({
      ratio: fc.option(fc.integer({ min: 0, max: 120 }).map((percent) => percent / 100)),
      circuit: fc.constantFrom(...circuits),
      enabled: fc.boolean(),
      limit: fc.constantFrom(100, null),
      priority: fc.option(fc.integer({ min: 0, max: 5 })),
    })
    .map(({ ratio, limit, ...more }) => slot(id, limit === null ? null : ratio, { ...more, limit }));
const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
const answers = fc.array(fc.tuple(...ids.map(anySlot)), { minLength: 1, maxLength: 12 });

test('whatever answers come, nobody is lost, and a row is never far from where it belongs', () => {
  fc.assert(
    fc.property(answers, fc.constantFrom(...sortings), (series, sort) => {
      let order: Order | undefined;
      for (const slots of series) {
        order = orderOf(slots, sort, order);
        expect([...order.slots].map(({ id }) => id).sort()).toEqual(ids);
        if (sort !== 'saturation') continue;
        const full = order.slots
          .filter(({ enabled, ratio, circuit }) => enabled && (ratio !== null || circuit === 'open'))
          .map(({ ratio, circuit }) => (circuit === 'open' ? 1 : (ratio ?? 0)));
        full.forEach((share, index) => {
          for (const after of full.slice(index + 1))
            expect(after - share).toBeLessThanOrEqual(2 * MARGIN + 1e-9);
        });
      }
    }),
  );
});

test('the same answer again moves nothing', () => {
  fc.assert(
    fc.property(answers, fc.constantFrom(...sortings), (series, sort) => {
      let order: Order | undefined;
      for (const slots of series) order = orderOf(slots, sort, order);
      expect(idsOf(orderOf(series.at(-1) ?? [], sort, order))).toBe(idsOf(order as Order));
    }),
  );
});
