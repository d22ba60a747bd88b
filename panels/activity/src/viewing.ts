import type { View } from './options.ts';

/** What somebody chose while looking at a stream. */
export interface Viewing {
  /** Null: what the option says. */
  view: View | null;
  search: string;
  paused: boolean;
  /** How often somebody asked for the rows that wait. */
  released: number;
}

export const untouched: Viewing = { view: null, search: '', paused: false, released: 0 };
