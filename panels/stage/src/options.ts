import type { DensityOption } from '@hubscope/panel-kit/theme/density.ts';

/** Where on the screen the panel stands. */
export const parts = ['header', 'footer'] as const;
export type Part = (typeof parts)[number];

/** When the watchdog may load the page again. */
export const watchdogs = ['kiosk', 'always', 'off'] as const;
export type Watchdog = (typeof watchdogs)[number];

/** Options of the panel, as dashboards save them. */
export interface Options {
  part: Part;
  /** Empty: the title of the dashboard. */
  heading: string;
  subtitle: string;
  density: DensityOption;
  /** What figures come from, and whether it answers. */
  lights: boolean;
  /** Whether the clock has seconds. */
  seconds: boolean;
  /** Language, theme, reload, full screen. */
  controls: boolean;
  /** Seconds without input after which controls hide, and the pointer on a wall; 0: never. */
  idleSeconds: number;
  /** Particles behind all panels. */
  field: boolean;
  watchdog: Watchdog;
  /** Minutes without new data after which the page is loaded again; 0: never. */
  frameMinutes: number;
  /** Megabytes of scripts' memory beyond which the page is loaded again; 0: never. */
  memoryMegabytes: number;
  /** Hour of the gateway's day in which that may be. */
  memoryHour: number | 'any';
}

export const defaultOptions: Options = {
  part: 'header',
  heading: '',
  subtitle: '',
  density: 'auto',
  lights: true,
  seconds: true,
  controls: true,
  idleSeconds: 8,
  field: true,
  watchdog: 'kiosk',
  frameMinutes: 10,
  memoryMegabytes: 1500,
  memoryHour: 4,
};
