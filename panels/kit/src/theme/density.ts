import { useSyncExternalStore } from 'react';

/** How a panel is looked at: a small tile among others, a laptop's board, or a wall three metres away. */
export const densities = ['tile', 'bento', 'wall'] as const;
export type Density = (typeof densities)[number];

/** Option of every panel; `auto`: a wall in Grafana's kiosk mode, else by the size of the panel. */
export type DensityOption = Density | 'auto';

/** Sizes of type and space in CSS pixels. */
export interface Scale {
  density: Density;
  /** 1 on a screen of 1920 by 1080; greater on a wall of more pixels. */
  factor: number;
  /** The one figure that carries a card, at most. */
  hero: number;
  /** The leading figure of a panel that shows many. */
  lead: number;
  /** The value of a row. */
  value: number;
  /** The name of a row. */
  name: number;
  /** The label of a card, the words of a state. */
  label: number;
  /** Beside other things: units, seconds values. */
  small: number;
  /** Heading of a panel. */
  heading: number;
  row: number;
  padding: number;
  gap: number;
}

const scales: Readonly<Record<Density, Omit<Scale, 'density' | 'factor'>>> = {
  tile: {
    hero: 26,
    lead: 20,
    value: 14,
    name: 13,
    label: 12,
    small: 12,
    heading: 12,
    row: 32,
    padding: 8,
    gap: 8,
  },
  bento: {
    hero: 38,
    lead: 26,
    value: 16,
    name: 14,
    label: 13,
    small: 12,
    heading: 13,
    row: 46,
    padding: 16,
    gap: 10,
  },
  wall: {
    hero: 58,
    lead: 34,
    value: 20,
    name: 17,
    label: 15,
    small: 14.5,
    heading: 15,
    row: 60,
    padding: 20,
    gap: 14,
  },
};

/** Sizes for a panel of some size. `wall`: how large a wall's screen is, as {@link wallFactor} says. */
export function scaleOf(option: DensityOption, width: number, height: number, wall: number | null): Scale {
  const small = width < 220 || height < 100;
  const density = option !== 'auto' ? option : small ? 'tile' : wall !== null ? 'wall' : 'bento';
  const factor = density === 'wall' ? (wall ?? 1) : 1;
  const sizes = Object.entries(scales[density]).map(([name, size]) => [name, size * factor]);
  return { density, factor, ...(Object.fromEntries(sizes) as Omit<Scale, 'density' | 'factor'>) };
}

/** How much larger than 1920 by 1080 a screen is, upright or not. */
export function wallFactor(width: number, height: number): number {
  const long = Math.max(width, height) / 1920;
  const short = Math.min(width, height) / 1080;
  return Math.min(4, Math.max(0.6, Math.min(long, short)));
}

const subscribe = (changed: () => void) => {
  window.addEventListener('resize', changed);
  window.addEventListener('popstate', changed);
  return () => {
    window.removeEventListener('resize', changed);
    window.removeEventListener('popstate', changed);
  };
};

/** The factor of the screen when Grafana shows a kiosk, null when it does not. */
const factorNow = (): number | null =>
  new URLSearchParams(window.location.search).has('kiosk')
    ? Math.round(wallFactor(window.innerWidth, window.innerHeight) * 100) / 100
    : null;

/** Sizes for a panel, by its option and the screen. */
export function useScale(option: DensityOption, width: number, height: number): Scale {
  const wall = useSyncExternalStore(subscribe, factorNow);
  const screen =
    option === 'wall' && wall === null
      ? Math.max(1, wallFactor(window.innerWidth, window.innerHeight))
      : wall;
  return scaleOf(option, width, height, screen);
}

/** Sizes as custom properties, for styles that are made once. */
export const scaleProperties = (scale: Scale): Record<string, string> => ({
  '--hero': `${scale.hero}px`,
  '--lead': `${scale.lead}px`,
  '--value': `${scale.value}px`,
  '--name': `${scale.name}px`,
  '--label': `${scale.label}px`,
  '--small': `${scale.small}px`,
  '--heading': `${scale.heading}px`,
  '--row': `${scale.row}px`,
  '--padding': `${scale.padding}px`,
  '--gap': `${scale.gap}px`,
  '--factor': String(scale.factor),
});
