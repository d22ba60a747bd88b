import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../setup/repository-root.ts';

/** What watches an exporter's event loop. */
export interface LoopWatch {
  /** For the exporter's environment. */
  environment: Record<string, string>;
  /** Longest block in milliseconds that began after an instant (Unix ms) and ended before another (default: now). */
  longest: (from: number, to?: number) => number;
}

/** Watches the event loop of an exporter through a file in a folder. */
export function watchLoop(folder: string, name: string): LoopWatch {
  const file = join(folder, `${name}.loop`);
  return {
    environment: {
      NODE_OPTIONS: `--import ${join(repositoryRoot, 'tests/bench/watch-loop.mjs')}`,
      LOOP_FILE: file,
    },
    longest(from, to = Infinity) {
      const lines = readFileSync(file, 'utf8').trim().split('\n');
      const within = lines
        .map((line) => line.split(' ').map(Number))
        .filter(([at = 0, block = 0]) => at - block >= from && at < to);
      return Math.max(0, ...within.map(([, longest = 0]) => longest));
    },
  };
}
