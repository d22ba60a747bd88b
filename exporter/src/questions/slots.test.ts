import type { Provider } from '../gateway/directory.ts';
import type { ProviderSlots } from './provider-slots.ts';
import { slotBoard } from './slots.ts';

/** Slots of a provider of this id; `limit` null = unlimited. */
function slotsOf(id: number, used: number | null, limit: number | null, enabled = true): ProviderSlots {
  const provider = { id, name: `p${id}`, type: 'claude', groups: ['default'], enabled, priority: 0 };
  const utilizationRatio = used === null || limit === null ? null : used / limit;
  return { provider: provider as Provider, used, limit, utilizationRatio };
}

test('the fleet: limited, enabled providers; one that is overused takes no slot from another', () => {
  const slots = [slotsOf(1, 12, 10), slotsOf(2, 3, 30), slotsOf(3, 50, null), slotsOf(4, 1, 5, false)];
  const { fleet, providers } = slotBoard(slots, [], []);
  expect(fleet).toEqual({ providers: 2, limit: 40, used: 15, left: 27, leftRatio: 27 / 40 });
  expect(providers.map(({ utilizationRatio }) => utilizationRatio)).toEqual([1.2, 0.1, null, 0.2]);
});

test('one unreadable provider makes the fleet unknown, not emptier', () => {
  const { fleet } = slotBoard([slotsOf(1, null, 10), slotsOf(2, 3, 30)], [], []);
  expect(fleet).toEqual({ providers: 2, limit: 40, used: null, left: null, leftRatio: null });
  const unlimited = slotBoard([slotsOf(1, null, null)], [], []).fleet;
  expect(unlimited).toEqual({ providers: 0, limit: 0, used: 0, left: 0, leftRatio: null });
});

test('no volume known is unknown, no request today is nothing', () => {
  const slots = [slotsOf(1, 0, 10), slotsOf(2, 0, 10)];
  const known = slotBoard(slots, undefined, [{ providerId: 1, requests: 5, tokens: null }]).providers;
  expect(known.map(({ requestsToday, tokensToday }) => [requestsToday, tokensToday])).toEqual([
    [5, null],
    [0, 0],
  ]);
  expect(known.every(({ circuit, halfOpensAt }) => circuit === null && halfOpensAt === null)).toBe(true);
  const unknown = slotBoard(slots, undefined, undefined).providers;
  expect(unknown.every(({ requestsToday }) => requestsToday === null)).toBe(true);
});
