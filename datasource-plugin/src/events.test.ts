import fc from 'fast-check';
import { eventReader } from './events.ts';

const encode = (text: string) => new TextEncoder().encode(text);

test('reads events, and passes over comments and the pause', () => {
  const read = eventReader();
  expect(read(encode('retry: 2000\n\n: nothing has changed\n\nid: a\nevent: beat\ndata: {"x":'))).toEqual([]);
  expect(read(encode('1}\n\n'))).toEqual([{ id: 'a', data: '{"x":1}' }]);
  expect(read(encode('data: one\ndata: two\n\n'))).toEqual([{ id: undefined, data: 'one\ntwo' }]);
});

test('wherever the pieces are cut, even within a character, the events are the same', () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1 }).map((line) => line.replaceAll(/[\r\n]/g, ' '));
  fc.assert(
    fc.property(fc.array(text), fc.array(fc.nat(400)), (lines, cuts) => {
      const bytes = encode(lines.map((line, index) => `id: ${index}\ndata: ${line}\n\n`).join(''));
      const edges = [
        0,
        ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b),
        bytes.length,
      ];
      const read = eventReader();
      const found = edges.flatMap((edge, index) => read(bytes.slice(edge, edges[index + 1] ?? bytes.length)));
      expect(found).toEqual(lines.map((data, index) => ({ id: String(index), data })));
    }),
  );
});
