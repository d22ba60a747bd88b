import { useState } from 'react';
import type { Course } from './reading.ts';

/** Values that a page keeps of a figure that comes without a course: at one in two seconds, the last eight minutes. */
const MOST = 240;

interface Seen extends Course {
  beat: string | null;
  of: string;
}

/**
 * The course of a figure since the page was opened. `beat` changes with each answer, `of` tells figures apart; a figure
 * that is not known leaves a gap.
 */
export function useSeen(of: string, beat: string | null, value: number | null): Course {
  const [seen, setSeen] = useState<Seen>({ of, beat: null, values: [], times: [] });
  if (beat !== null && (seen.beat !== beat || seen.of !== of)) {
    const last: Course = seen.of === of ? seen : { values: [], times: [] };
    setSeen({
      of,
      beat,
      values: [...last.values.slice(1 - MOST), value],
      times: [...last.times.slice(1 - MOST), Date.parse(beat)],
    });
  }
  return seen;
}
