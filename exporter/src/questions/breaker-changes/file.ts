import { readFileSync } from 'node:fs';
import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { circuitStates } from '../circuit-states.ts';

const state = z.enum(circuitStates);
const instant = z.number();

const change = z.object({
  providerId: z.number().int(),
  from: state,
  to: state,
  at: instant,
  after: instant,
});

const content = z.object({
  /** Tells the gateway's database, whose providers these are, from another. */
  gateway: z.string(),
  /** Oldest first. */
  changes: z.array(change),
  /** Instant from which all changes are known. */
  completeFrom: instant,
  /** Last known states by provider id, and when they were seen. */
  states: z.array(z.tuple([z.number().int(), state, instant])),
});

/** A breaker that was seen in another state than before. Instants are Unix ms by Redis' clock. */
export type BreakerChange = z.infer<typeof change>;

/** What the file holds. */
export type BreakerMemory = z.infer<typeof content>;

const pathIn = (dataDir: string) => join(dataDir, 'breaker-changes.json');

/** Writes the file whole, or leaves the old one. */
export async function writeBreakerMemory(dataDir: string, memory: BreakerMemory): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  const path = pathIn(dataDir);
  const handle = await open(`${path}.new`, 'w', 0o600);
  try {
    await handle.writeFile(JSON.stringify(memory));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${path}.new`, path);
}

/** Reads the file; undefined when there is none. Throws when it cannot be read or is torn. */
export function readBreakerMemory(dataDir: string): BreakerMemory | undefined {
  let text: string;
  try {
    text = readFileSync(pathIn(dataDir), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  return content.parse(JSON.parse(text));
}
