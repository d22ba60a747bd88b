import { colorManipulator, type GrafanaTheme2 } from '@grafana/data';
import { useTheme2 } from '@grafana/ui';

/** Hues of data. A figure has the same one on every panel. */
export const hues = ['cyan', 'blue', 'amber', 'violet', 'green'] as const;
export type Hue = (typeof hues)[number];

/** What is told of a figure. Colour never tells it alone: a word, an arrow or a shape says the same. */
export type Judgement = 'good' | 'warning' | 'critical' | 'neutral';

/** Every colour that a panel draws with, all of them from the theme. */
export interface Colours {
  /** Lines, bars and areas: 3:1 and more against the panel. */
  hue: Readonly<Record<Hue, string>>;
  /** Text: 4.5:1 and more against the panel. */
  judgement: Readonly<Record<Judgement, string>>;
  /** Quiet grounds for words of a judgement, which can be read on them, too. */
  tint: Readonly<Record<Judgement, string>>;
  /** Words of what is under way, and their ground. */
  running: { text: string; tint: string };
  /** Bars and shapes of a judgement, which need less contrast than its words. */
  level: Readonly<Record<Judgement, string>>;
  /** Grounds on which {@link Colours.onAvatar} can be read. */
  avatars: readonly string[];
  onAvatar: string;
  /** What a bar fills. */
  track: string;
  /** 9 % of the text. */
  hairline: string;
  /** A line that only compares. */
  ghost: string;
  /** Lines across what is not known. */
  hatch: string;
}

/** Least contrast of shapes and of text, as WCAG AA asks. */
const SHAPES = 3;
const TEXT = 4.5;

/** How much of a colour its tint has. */
const TINT = 0.12;

/** The colour, made darker or lighter until it stands out against a ground. */
export function readable(color: string, ground: string, contrast: number): string {
  const away =
    colorManipulator.getLuminance(ground) < 0.4 ? colorManipulator.lighten : colorManipulator.darken;
  let found = color;
  for (let step = 1; step <= 12 && colorManipulator.getContrastRatio(found, ground) < contrast; step += 1) {
    found = away(color, step * 0.08);
  }
  return found;
}

const channelsOf = (color: string): number[] => colorManipulator.decomposeColor(color).values as number[];

/** The colour, turned round the wheel. */
export function turned(color: string, degrees: number): string {
  const [red = 0, green = 0, blue = 0] = channelsOf(color);
  const [r, g, b] = [red / 255, green / 255, blue / 255];
  const most = Math.max(r, g, b);
  const range = most - Math.min(r, g, b);
  if (range === 0) return color;
  const lightness = most - range / 2;
  const saturation = range / (1 - Math.abs(2 * lightness - 1));
  const sector =
    most === r ? ((g - b) / range + 6) % 6 : most === g ? (b - r) / range + 2 : (r - g) / range + 4;
  const hue = (sector * 60 + degrees + 360) % 360;
  return colorManipulator.hslToRgb(
    `hsl(${hue.toFixed(1)}, ${(saturation * 100).toFixed(1)}%, ${(lightness * 100).toFixed(1)}%)`,
  );
}

/** The opaque colour that one looks like when it lies on another. */
function laidOn(color: string, ground: string): string {
  const [red = 0, green = 0, blue = 0, alpha = 1] = channelsOf(color);
  const below = channelsOf(ground);
  const mixed = [red, green, blue].map((channel, index) =>
    Math.round(channel * alpha + (below[index] ?? 0) * (1 - alpha)),
  );
  return `rgb(${mixed.join(', ')})`;
}

const known = new WeakMap<GrafanaTheme2, Colours>();

/** Colours of a theme, whichever it is: found once, for all that is ever drawn with them. */
export function coloursOf(theme: GrafanaTheme2): Colours {
  let colours = known.get(theme);
  if (colours === undefined) known.set(theme, (colours = madeFrom(theme)));
  return colours;
}

function madeFrom({ colors, visualization, isDark }: GrafanaTheme2): Colours {
  const ground = colors.background.primary;
  const named = (name: string) => visualization.getColorByName(name);
  const blue = named('blue');
  const base: Record<Hue, string> = {
    cyan: turned(blue, -26),
    blue,
    amber: named(isDark ? 'light-orange' : 'semi-dark-orange'),
    violet: named('purple'),
    green: named('green'),
  };
  const shape = (color: string) => readable(color, ground, SHAPES);
  const tinted = (color: string) => laidOn(colorManipulator.alpha(color, TINT), ground);
  // A tinted ground is nearer to its text than the panel is.
  const text = (color: string) => readable(color, tinted(color), TEXT);
  const judgement = {
    good: text(colors.success.text),
    warning: text(colors.warning.text),
    critical: text(colors.error.text),
    neutral: text(laidOn(colors.text.secondary, ground)),
  };
  const running = text(base.cyan);
  return {
    hue: {
      cyan: shape(base.cyan),
      blue: shape(base.blue),
      amber: shape(base.amber),
      violet: shape(base.violet),
      green: shape(base.green),
    },
    judgement,
    tint: {
      good: tinted(judgement.good),
      warning: tinted(judgement.warning),
      critical: tinted(judgement.critical),
      neutral: tinted(judgement.neutral),
    },
    running: { text: running, tint: tinted(running) },
    level: {
      good: shape(base.green),
      warning: shape(base.amber),
      critical: shape(named('red')),
      neutral: shape(base.cyan),
    },
    avatars: [base.blue, base.violet, base.cyan, base.amber, base.green].map((color) =>
      darkEnough(color, colors.primary.contrastText),
    ),
    onAvatar: colors.primary.contrastText,
    track: colors.secondary.transparent,
    hairline: colorManipulator.alpha(colors.text.maxContrast, 0.09),
    ghost: colorManipulator.alpha(colors.text.maxContrast, 0.4),
    hatch: colorManipulator.alpha(colors.text.maxContrast, 0.06),
  };
}

const darkEnough = (color: string, text: string): string => {
  let found = color;
  for (let step = 1; step <= 12 && colorManipulator.getContrastRatio(text, found) < TEXT; step += 1) {
    found = colorManipulator.darken(color, step * 0.06);
  }
  return found;
};

/** Colours of the viewer's theme. */
export const useColours = (): Colours => coloursOf(useTheme2());
