import { readFileSync } from 'node:fs';

/** Linux counts in hundredths of a second. */
const TICKS_PER_SECOND = 100;

/** Processor time that a process has taken so far, all its threads together (Linux: read from /proc). */
export function cpuSeconds(processId: number): number {
  const stat = readFileSync(`/proc/${processId}/stat`, 'utf8');
  // The command name stands in parentheses and may itself hold spaces and parentheses.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [user, system] = fields.slice(11, 13).map(Number);
  return ((user ?? NaN) + (system ?? NaN)) / TICKS_PER_SECOND;
}
