import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Provider } from '../gateway/directory.ts';
import { watchBreakers } from './breaker-changes.ts';
import { circuitStates, type CircuitState, type ProviderCircuit } from './circuit-states.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hubscope-breakers-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** A watch of a gateway's breakers. */
const watched = (dataDir: string | undefined, mostChanges?: number, gateway = 'ours') => {
  const watch = watchBreakers(dataDir, mostChanges);
  watch.watch(gateway);
  return watch;
};

const circuit = (id: number, state: CircuitState | null): ProviderCircuit => ({
  provider: { id } as Provider,
  state,
  openUntil: null,
});

test('a change is told with the looks it lies between, newest first; an unreadable state is no change', () => {
  const watch = watched(undefined);
  expect(watch.seen()).toBeUndefined();
  watch.observe([circuit(1, 'closed'), circuit(2, 'open')], 1000);
  watch.observe([circuit(1, 'open'), circuit(2, null)], 2000);
  watch.observe([circuit(1, 'open'), circuit(2, 'half-open')], 3000);
  watch.observe([circuit(2, 'half-open')], 4000);
  watch.observe([circuit(1, 'closed'), circuit(2, 'half-open')], 5000);
  expect(watch.seen()).toEqual({
    changes: [
      { providerId: 2, from: 'open', to: 'half-open', at: 3000, after: 1000 },
      { providerId: 1, from: 'closed', to: 'open', at: 2000, after: 1000 },
    ],
    completeFrom: 1000,
    asOf: 5000,
    problem: null,
  });
});

test('a restart goes on where the file ends, and sees what changed meanwhile', async () => {
  const first = watched(folder);
  first.observe([circuit(1, 'closed')], 1000);
  first.observe([circuit(1, 'open')], 2000);
  await first.written();
  const second = watched(folder);
  expect(second.seen()).toEqual(first.seen());
  second.observe([circuit(1, 'half-open')], 90_000);
  await second.written();
  const third = watched(folder).seen();
  expect(third).toEqual(second.seen());
  expect(third?.changes[0]).toEqual({
    providerId: 1,
    from: 'open',
    to: 'half-open',
    at: 90_000,
    after: 2000,
  });
  expect(third?.completeFrom).toBe(1000);
});

test.each([
  '{"changes":[{"provid',
  '[]',
  '{"gateway":"ours","changes":[],"completeFrom":1,"states":[[1,"ajar",2]]}',
  '\0',
])('a file that holds %j is dropped, and that is said without repeating it', async (text) => {
  const path = join(folder, 'breaker-changes.json');
  writeFileSync(path, text);
  const watch = watched(folder);
  expect(watch.seen()).toBeUndefined();
  watch.observe([circuit(1, 'closed')], 1000);
  expect(watch.seen()?.problem).toMatch(/^breaker-changes\.json in DATA_DIR cannot be read \(it is torn\)/);
  await watch.written();
  expect(watched(folder).seen()).toEqual({ ...watch.seen(), problem: null });
});

test("another gateway's changes are never told, whether they come from the file or from memory", async () => {
  const first = watched(folder);
  first.observe([circuit(1, 'closed')], 1000);
  first.observe([circuit(1, 'open')], 2000);
  await first.written();
  const second = watchBreakers(folder);
  second.observe([circuit(1, 'closed')], 2500);
  expect(second.seen()).toBeUndefined();
  second.watch('theirs');
  expect(second.seen()).toBeUndefined();
  second.observe([circuit(1, 'closed')], 3000);
  expect(second.seen()).toMatchObject({
    changes: [],
    completeFrom: 3000,
    problem: expect.stringMatching(/of another gateway/) as string,
  });
  second.observe([circuit(1, 'half-open')], 4000);
  await second.written();
  second.watch('ours');
  expect(second.seen()).toBeUndefined();
  expect(watched(folder, undefined, 'theirs').seen()?.changes).toMatchObject([{ from: 'closed', at: 4000 }]);
});

test('a folder that cannot be written is said, and the changes are still told', async () => {
  writeFileSync(join(folder, 'file'), '');
  const watch = watched(join(folder, 'file'));
  watch.observe([circuit(1, 'closed')], 1000);
  watch.observe([circuit(1, 'open')], 2000);
  await watch.written();
  expect(watch.seen()?.problem).toMatch(/cannot be written to DATA_DIR \((ENOTDIR|EEXIST)\)/);
  expect(watch.seen()?.changes).toHaveLength(1);
});

test('any storm of states: bounded, complete from the instant that is told, and the file equals the memory', async () => {
  const state = fc.constantFrom(...circuitStates, null);
  const looks = fc.array(fc.tuple(state, state, state), { minLength: 1, maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(looks, fc.integer({ min: 1, max: 8 }), async (storm, most) => {
      rmSync(join(folder, 'breaker-changes.json'), { force: true });
      const [bounded, whole] = [watched(folder, most), watched(undefined, 1000)];
      for (const [index, states] of storm.entries()) {
        const circuits = states.map((found, id) => circuit(id, found));
        for (const watch of [bounded, whole]) watch.observe(circuits, 1000 * (index + 1));
      }
      await bounded.written();
      const [seen, all] = [bounded.seen()!, whole.seen()!];
      expect(seen.changes).toEqual(all.changes.slice(0, most));
      const after = ({ at }: { at: number }) => at >= seen.completeFrom;
      expect(seen.changes.filter(after)).toEqual(all.changes.filter(after));
      if (storm.length > 0 && seen.changes.length > 0) {
        const written = JSON.parse(readFileSync(join(folder, 'breaker-changes.json'), 'utf8')) as {
          changes: unknown[];
        };
        expect(written.changes).toEqual([...seen.changes].reverse());
      }
    }),
    { numRuns: 60 },
  );
});
