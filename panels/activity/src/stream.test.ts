import fc from 'fast-check';
import { readEntries } from './entries.ts';
import { requestsOf } from './fixtures.ts';
import { defaultOptions } from './options.ts';
import { nextStream, type Stream, type Told } from './stream.ts';

function told(rows: Parameters<typeof requestsOf>[0], more: Partial<Told> = {}): Told {
  const listed = readEntries([requestsOf(rows)], defaultOptions)?.entries ?? [];
  return {
    listed,
    all: new Map(listed.map((entry) => [entry.id, entry])),
    held: false,
    asked: '',
    released: 0,
    ...more,
  };
}

const begin = (now: Told): Stream => ({ rows: now.listed, waiting: 0, arrived: new Set() });

/** The stream after some answers. */
function after(...answers: readonly [Told, ...Told[]]): Stream {
  let was = answers[0];
  let stream = begin(was);
  for (const now of answers.slice(1)) {
    stream = nextStream(stream, was, now);
    was = now;
  }
  return stream;
}

const ids = ({ rows }: Stream) => rows.map(({ id }) => id);

test('new rows come at once while nobody reads, and are marked', () => {
  const stream = after(told(['2', '1']), told(['4', '3', '2', '1']));
  expect(ids(stream)).toEqual(['4', '3', '2', '1']);
  expect([...stream.arrived]).toEqual(['4', '3']);
  expect([...after(told(['2', '1']), told(['3', '2', '1']), told(['3', '2', '1'])).arrived]).toEqual([]);
});

test('rows that fill up the list from below are no news', () => {
  const stream = after(told(['5', '4']), told(['6', '5', '3', '2']));
  expect(ids(stream)).toEqual(['6', '5', '3', '2']);
  expect([...stream.arrived]).toEqual(['6']);
});

test('while somebody reads, rows stay and new ones wait', () => {
  const held = { held: true };
  const stream = after(told(['2', '1']), told(['3', '2', '1'], held), told(['5', '4', '3', '2', '1'], held));
  expect(ids(stream)).toEqual(['2', '1']);
  expect(stream.waiting).toBe(3);
});

test('rows that stay tell what is new of them', () => {
  const running = { id: '2', state: 'running' as const, statusCode: null };
  const stream = after(told([running, '1']), told(['3', '2', '1'], { held: true }));
  expect(stream.rows[0]).toMatchObject({ id: '2', phase: 'ok', told: true });
});

test('a row that the answer no longer has stays, and what was in flight is so no more', () => {
  const running = { id: '2', state: 'running' as const, statusCode: null };
  const stream = after(told([running, '1']), told(['4', '3'], { held: true }));
  expect(stream.rows).toMatchObject([
    { id: '2', phase: 'left', told: false },
    { id: '1', phase: 'ok', told: false },
  ]);
  expect(stream.waiting).toBe(2);
  const back = after(told([running, '1']), told(['4', '3'], { held: true }), told([running], { held: true }));
  expect(back.rows[0]).toMatchObject({ id: '2', phase: 'running', told: true });
});

test('those that wait come when nobody reads any more, or when they are asked for', () => {
  const waiting = [told(['1']), told(['2', '1'], { held: true })] as const;
  const left = after(...waiting, told(['2', '1']));
  expect([ids(left), left.waiting, [...left.arrived]]).toEqual([['2', '1'], 0, ['2']]);
  const shown = after(...waiting, told(['2', '1'], { held: true, released: 1 }));
  expect([ids(shown), shown.waiting]).toEqual([['2', '1'], 0]);
  const on = after(
    ...waiting,
    told(['2', '1'], { held: true, released: 1 }),
    told(['3', '2', '1'], { held: true, released: 1 }),
  );
  expect([ids(on), on.waiting]).toEqual([['2', '1'], 1]);
});

test('another question is answered at once, and nothing of its answer is new', () => {
  const stream = after(told(['2', '1']), told(['4', '3', '2'], { held: true, asked: 'errors' }));
  expect([ids(stream), stream.waiting, stream.arrived.size]).toEqual([['4', '3', '2'], 0, 0]);
});

test('however long it runs, it never has more than one answer', () => {
  const step = fc.record({ newest: fc.nat(400), held: fc.boolean(), released: fc.nat(3) });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 40 }), (steps) => {
      const most = 20;
      let was = told(Array.from({ length: most }, (_, index) => String(1000 - index)));
      let stream = begin(was);
      for (const { newest, held, released } of steps) {
        const now = told(
          Array.from({ length: most }, (_, index) => String(1000 + newest - index)),
          { held, released },
        );
        stream = nextStream(stream, was, now);
        was = now;
        expect(stream.rows.length).toBeLessThanOrEqual(most);
        expect(stream.waiting).toBeLessThanOrEqual(most);
        expect(new Set(ids(stream)).size).toBe(stream.rows.length);
        expect(stream.arrived.size).toBeLessThanOrEqual(most);
      }
    }),
  );
});
