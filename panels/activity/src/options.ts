import type { DensityOption } from '@hubscope/panel-kit/theme/density.ts';

/** What the rows are; `auto`: whichever the data has. */
export const modes = ['requests', 'sessions'] as const;
export type Mode = (typeof modes)[number];

/** Which rows are listed. */
export const views = ['all', 'running', 'errors', 'slow', 'idle'] as const;
export type View = (typeof views)[number];

/** Views that rows of a kind have, in the order of their switch. */
export const viewsOf: Readonly<Record<Mode, readonly View[]>> = {
  requests: ['all', 'running', 'errors', 'slow'],
  sessions: ['all', 'running', 'idle', 'errors'],
};

/** What rows can tell. `duration` is a session's: of all its requests together. */
export const parts = [
  'time',
  'session',
  'user',
  'key',
  'model',
  'provider',
  'status',
  'ttft',
  'latency',
  'duration',
  'requests',
  'tokens',
  'cost',
] as const;
export type Part = (typeof parts)[number];

/** Options of the panel, as dashboards save them. */
export interface Options {
  /** Heading where the panel has no title; empty: the panel's own words. */
  label: string;
  mode: Mode | 'auto';
  density: DensityOption;
  /** What is listed until a viewer chooses otherwise. */
  view: View;
  /** What rows tell, as far as there is room; empty: everything. */
  parts: Part[];
  /** Seconds from which a request is slow. */
  slowSeconds: number;
  /** The most rows, the newest ones. */
  rows: number;
  /** Search, views and pause, on a laptop. */
  controls: boolean;
}

export const defaultOptions: Options = {
  label: '',
  mode: 'auto',
  density: 'auto',
  view: 'all',
  parts: [],
  slowSeconds: 30,
  rows: 200,
  controls: true,
};
