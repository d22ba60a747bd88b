import fc from 'fast-check';
import type { Drawing } from './drawing.ts';
import { looksAlike, type Picture } from './picture.ts';

const HOUR = 3_600_000;
const times = Array.from({ length: 24 }, (_, hour) => hour * HOUR);
const plain = (value: number) => String(value);

const drawing: Drawing = {
  domain: [0, 24 * HOUR],
  axes: { primary: { top: 400, splits: [0, 200, 400] }, beside: { top: 40, splits: [0, 20, 40] } },
  format: { primary: plain, beside: plain },
  times,
  thin: [times.map(() => 7)],
  open: { bucket: 23, points: [{ value: 10, color: 'red' }] },
  now: 23.5 * HOUR,
  nowText: 'now',
};
/** A pixel is one of the main figure, a tenth of the one beside it, and a twentieth of an hour. */
const picture: Picture = {
  drawing,
  data: [times, times.map((_, hour) => hour * 10), times.map((_, hour) => hour), times.map(() => 3)],
  beside: 2,
  width: 480,
  height: 400,
};

const withValue = (column: number, bucket: number, value: number | null): Picture => ({
  ...picture,
  data: picture.data.map((values, index) => (index === column ? values.with(bucket, value) : values)),
});
const withDrawing = (changes: Partial<Drawing>): Picture => ({
  ...picture,
  drawing: { ...drawing, ...changes },
});

const column = fc.constantFrom({ column: 1, pixel: 1 }, { column: 2, pixel: 0.1 }, { column: 3, pixel: 1 });
const bucket = fc.nat({ max: 23 });
const sign = fc.constantFrom(1, -1);

test('what moves by less than half a pixel is not drawn anew, what moves by more is', () => {
  fc.assert(
    fc.property(
      column,
      bucket,
      sign,
      fc.double({ min: 0, max: 3, noNaN: true }),
      (at, place, way, pixels) => {
        fc.pre(Math.abs(pixels - 0.5) > 1e-6);
        const before = picture.data[at.column]?.[place] ?? 0;
        const moved = withValue(at.column, place, before + way * pixels * at.pixel);
        expect(looksAlike(picture, moved)).toBe(pixels < 0.5);
        expect(looksAlike(moved, picture)).toBe(pixels < 0.5);
      },
    ),
  );
});

test('a value that is not known looks different from any that is, also from nothing', () => {
  fc.assert(
    fc.property(column, bucket, ({ column: index }, place) => {
      const [unknown, nothing] = [withValue(index, place, null), withValue(index, place, 0)];
      expect(looksAlike(unknown, nothing)).toBe(false);
      expect(looksAlike(nothing, unknown)).toBe(false);
    }),
  );
});

test('time goes on unseen until it has gone on by half a pixel', () => {
  const later = (ms: number) => withDrawing({ domain: [ms, 24 * HOUR + ms], now: 23.5 * HOUR + ms });
  expect(looksAlike(picture, later(HOUR / 50))).toBe(true);
  expect(looksAlike(picture, later(HOUR / 30))).toBe(false);
  expect(looksAlike(picture, withDrawing({ now: null }))).toBe(false);
});

test.each<[string, Picture]>([
  ['a size', { ...picture, width: 481 }],
  ['an axis', withDrawing({ axes: { ...drawing.axes, primary: { top: 500, splits: [0, 250, 500] } } })],
  ['a unit', withDrawing({ format: { ...drawing.format, primary: (value) => `$${value}` } })],
  ['another bucket', withDrawing({ times: times.with(23, 22.5 * HOUR) })],
  ['what is known of the bucket that is not over', withDrawing({ open: null })],
  ['its value', withDrawing({ open: { bucket: 23, points: [{ value: 11, color: 'red' }] } })],
  ['its colour', withDrawing({ open: { bucket: 23, points: [{ value: 10, color: 'blue' }] } })],
  ['a thin line', withDrawing({ thin: [times.map(() => 8)] })],
  ['one more of them', withDrawing({ thin: [...drawing.thin, ...drawing.thin] })],
  ['words', withDrawing({ nowText: '现在' })],
  ['one more curve', { ...picture, data: [...picture.data, times] }],
])('%s is seen at once', (_, other) => {
  expect(looksAlike(picture, other)).toBe(false);
  expect(looksAlike(other, picture)).toBe(false);
});
