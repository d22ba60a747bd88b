import fc from 'fast-check';
import { FieldType, toDataFrame } from '@grafana/data';
import { missingFields, readEntries, shareEntries, type Phase } from './entries.ts';
import { NOW, requestsOf } from './fixtures.ts';
import { defaultOptions, type Options } from './options.ts';

const read = (frame: Parameters<typeof readEntries>[0][number], options: Partial<Options> = {}) =>
  readEntries([frame], { ...defaultOptions, ...options });

const sessions = toDataFrame({
  fields: [
    { name: 'lastRequestAt', type: FieldType.time, values: [NOW - 5000, NOW, null] },
    { name: 'state', type: FieldType.string, values: ['IDLE', 'BUSY', null] },
    { name: 'id', type: FieldType.string, values: ['s-1', 's-2', 's-3'] },
  ],
});

test.each<[Parameters<typeof requestsOf>[0][number], Phase]>([
  [{ id: '1', state: 'running', statusCode: null }, 'running'],
  [{ id: '1', statusCode: 200 }, 'ok'],
  [{ id: '1', statusCode: 302 }, 'ok'],
  [{ id: '1', statusCode: 429 }, 'failed'],
  [{ id: '1', statusCode: null }, 'ended'],
  [{ id: '1', state: 'lost', statusCode: null, durationMs: null }, 'lost'],
])('%j is %s', (row, phase) => {
  expect(read(requestsOf([row]))?.entries[0]?.phase).toBe(phase);
});

test('a request without a state is in flight until it has a status or a duration', () => {
  const frame = toDataFrame({
    fields: [
      { name: 'startedAt', type: FieldType.time, values: [NOW, NOW - 1, NOW - 2] },
      { name: 'statusCode', type: FieldType.number, values: [null, 200, null] },
      { name: 'durationMs', type: FieldType.number, values: [null, null, 12] },
    ],
  });
  expect(read(frame)?.entries.map(({ phase }) => phase)).toEqual(['running', 'ok', 'ended']);
});

test('what takes long is slow, in flight or not; what nobody knows is not', () => {
  const frame = requestsOf([
    { id: '1', durationMs: 30_000 },
    { id: '2', durationMs: 29_999 },
    { id: '3', state: 'running', statusCode: null, durationMs: 31_000 },
    { id: '4', durationMs: null },
  ]);
  expect(read(frame)?.entries.map(({ slow }) => slow)).toEqual([true, false, true, false]);
});

test('sessions are read where there are no requests, and one of unknown time stands first', () => {
  const found = read(sessions);
  expect(found?.mode).toBe('sessions');
  expect(found?.entries.map(({ id, phase }) => [id, phase])).toEqual([
    ['s-3', 'unknown'],
    ['s-2', 'BUSY'],
    ['s-1', 'IDLE'],
  ]);
  expect(read(sessions, { mode: 'requests' })).toBeUndefined();
});

test('the newest are kept, however many there are, in whatever order', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1000), { maxLength: 300 }), fc.integer({ min: 1, max: 50 }), (ages, rows) => {
      const frame = requestsOf(ages.map((age, id) => ({ id: String(id), startedAt: NOW - age })));
      const entries = read(frame, { rows })?.entries ?? [];
      const newest = ages.map((age) => NOW - age).sort((one, other) => other - one);
      expect(entries.map(({ at }) => at)).toEqual(newest.slice(0, rows));
    }),
  );
});

test('rows are told apart by their id, by what the frame says does, or by their beginning', () => {
  const ids = (frame: ReturnType<typeof requestsOf>) => read(frame)?.entries.map(({ id }) => id);
  expect(ids(requestsOf(['7', '8', '8']))).toEqual(['7', '8', '8\t1']);
  const nameless = requestsOf(['7', '8']);
  nameless.fields = nameless.fields.filter(({ name }) => name !== 'id');
  expect(ids(nameless)).toEqual([`${NOW}\talice\topus`, `${NOW - 1000}\talice\topus`]);
  nameless.meta = { uniqueRowIdFields: [0] };
  expect(ids(nameless)).toEqual([String(NOW), String(NOW - 1000)]);
});

test('fields that are missing have names', () => {
  const frame = requestsOf(['7']);
  frame.fields = frame.fields.filter(({ name }) => name !== 'durationMs');
  expect(read(frame)).toBeUndefined();
  expect(missingFields([frame], 'auto')).toEqual(['durationMs']);
  expect(missingFields([frame], 'sessions')).toEqual(['lastRequestAt']);
  expect(missingFields([], 'auto')).toEqual(['startedAt', 'statusCode', 'durationMs']);
});

test('what says the same as before is the same object', () => {
  const before = read(requestsOf(['2', '1']))?.entries ?? [];
  const now = read(
    requestsOf([
      { id: '3', startedAt: NOW + 1 },
      { id: '2', startedAt: NOW },
      { id: '1', startedAt: NOW - 1000, cost: 0.02 },
    ]),
  );
  const shared = shareEntries(before, now?.entries ?? []);
  expect(shared.map(({ id }) => id)).toEqual(['3', '2', '1']);
  expect(shared[1]).toBe(before[0]);
  expect(shared[2]).not.toBe(before[1]);
});
