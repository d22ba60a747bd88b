import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Parent and state letter of a process (Linux: read from /proc); undefined when it is gone. */
function status(processId: number): { parent: number; state: string } | undefined {
  try {
    const stat = readFileSync(`/proc/${processId}/stat`, 'utf8');
    // The command name stands in parentheses and may itself hold spaces and parentheses.
    const [state = '', parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { parent: Number(parent), state };
  } catch {
    return undefined;
  }
}

/** Whether a process still holds anything: a zombie that nobody has waited for is as good as gone. */
export function isAlive(processId: number): boolean {
  const state = status(processId)?.state;
  return state !== undefined && state !== 'Z' && state !== 'X';
}

/** Ids of all direct and indirect children of a process, without the process itself. */
export function descendants(processId: number): number[] {
  const everybody = existsSync('/proc')
    ? readdirSync('/proc')
        .filter((entry) => /^\d+$/.test(entry))
        .map((entry) => ({ id: Number(entry), parent: status(Number(entry))?.parent }))
    : [];
  const found: number[] = [];
  for (let generation = [processId]; generation.length > 0;) {
    const parents = new Set<number | undefined>(generation);
    generation = everybody.filter(({ parent }) => parents.has(parent)).map(({ id }) => id);
    found.push(...generation);
  }
  return found;
}

/** Sends a signal; a process that is already gone is no error. */
export function signalProcess(processId: number, signal: NodeJS.Signals): void {
  try {
    process.kill(processId, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
