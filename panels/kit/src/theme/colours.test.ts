import { colorManipulator, createTheme } from '@grafana/data';
import { coloursOf } from './colours.ts';

/** What people see who lack one kind of cones: linear RGB times this (Machado, Oliveira and Fernandes, 2009). */
const sights: Readonly<Record<string, readonly (readonly [number, number, number])[]>> = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const linear = (channel: number): number =>
  channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
const times = (rows: readonly (readonly number[])[], vector: readonly number[]): number[] =>
  rows.map((row) => row.reduce((sum, factor, index) => sum + factor * (vector[index] ?? 0), 0));

/** CIE L*a*b* of a colour as somebody sees it. */
function seen(color: string, sight: readonly (readonly number[])[]): number[] {
  const channels = (colorManipulator.decomposeColor(color).values as number[]).slice(0, 3);
  const rgb = times(
    sight,
    channels.map((channel) => linear(channel / 255)),
  ).map((channel) => Math.min(1, Math.max(0, channel)));
  const xyz = times(
    [
      [0.4124 / 0.95047, 0.3576 / 0.95047, 0.1805 / 0.95047],
      [0.2126, 0.7152, 0.0722],
      [0.0193 / 1.08883, 0.1192 / 1.08883, 0.9505 / 1.08883],
    ],
    rgb,
  );
  const [x = 0, y = 0, z = 0] = xyz.map((each) =>
    each > 0.008856 ? Math.cbrt(each) : 7.787 * each + 16 / 116,
  );
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const distance = (one: readonly number[], other: readonly number[]): number =>
  Math.hypot(...one.map((each, index) => each - (other[index] ?? 0)));

describe.each(['dark', 'light'] as const)('in the %s theme', (mode) => {
  const theme = createTheme({ colors: { mode } });
  const colours = coloursOf(theme);
  const ground = theme.colors.background.primary;
  const contrast = colorManipulator.getContrastRatio;

  test('shapes and words can be told from what is behind them, as AA asks', () => {
    for (const shape of [...Object.values(colours.hue), ...Object.values(colours.level)]) {
      expect(contrast(shape, ground)).toBeGreaterThanOrEqual(3);
    }
    for (const name of ['good', 'warning', 'critical', 'neutral'] as const) {
      expect(contrast(colours.judgement[name], ground)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(colours.judgement[name], colours.tint[name])).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(colours.running.text, colours.running.tint)).toBeGreaterThanOrEqual(4.5);
    for (const avatar of colours.avatars) {
      expect(contrast(colours.onAvatar, avatar)).toBeGreaterThanOrEqual(4.5);
    }
  });

  test.each(Object.entries(sights))('levels are told apart with %s', (_, sight) => {
    const { warning, critical, neutral } = colours.level;
    const pairs = [
      [neutral, warning],
      [warning, critical],
      [neutral, critical],
    ] as const;
    for (const [one, other] of pairs) {
      expect(distance(seen(one, sight), seen(other, sight))).toBeGreaterThan(DISTINCT);
    }
  });
});

/** A difference (CIE 1976) that nobody overlooks; 2.3 is one that can just be seen. */
const DISTINCT = 10;
