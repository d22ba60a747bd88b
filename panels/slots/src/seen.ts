import { useState } from 'react';
import type { Fleet } from './fleet.ts';
import { remember, timeToFull, type Point } from './forecast.ts';

interface Seen {
  at: number | null;
  history: readonly Point[];
}

/** Ms until the fleet is full, by what the page has seen of it. `at`: Unix ms of the figures. */
export function useForecast({ limit, left }: Fleet, at: number | null): number | null {
  const [seen, setSeen] = useState<Seen>({ at: null, history: [] });
  const used = left === null ? null : limit - left;
  if (at !== null && used !== null && seen.at !== at) {
    setSeen({ at, history: remember(seen.history, { at, used }) });
  }
  return used === null ? null : timeToFull(seen.history, limit, used);
}
