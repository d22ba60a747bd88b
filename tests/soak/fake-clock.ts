import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** What processes need in their environment to live in the time of one file, by Debian's libfaketime. */
export type FakeTime = Readonly<Record<string, string>>;

const libraries = '/usr/lib';

/**
 * Time of the file's offset, read at every look at the clock, so that all processes agree. Steady clocks stay real, as
 * they do when an operator sets a machine's clock. libc comes first for memory, too: in redis-server, libfaketime and jemalloc wait for each
 * other.
 *
 * @throws Error when libfaketime is not installed
 */
export function fakeTime(file: string): FakeTime {
  const library = readdirSync(libraries)
    .map((folder) => join(libraries, folder, 'faketime/libfaketimeMT.so.1'))
    .find((path) => existsSync(path));
  if (library === undefined) throw new Error('libfaketime is not installed: apt-get install faketime');
  return {
    LD_PRELOAD: `${library}:libc.so.6`,
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_NO_CACHE: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    FAKETIME_DISABLE_SHM: '1',
  };
}

/** Sets the clock that far from the machine's. The file changes as a whole, since others read it all the time. */
export function writeOffset(file: string, ms: number): void {
  const seconds = (ms / 1000).toFixed(3);
  writeFileSync(`${file}.new`, `${ms < 0 ? '' : '+'}${seconds}\n`, { mode: 0o644 });
  renameSync(`${file}.new`, file);
}

/** Steps of a glide come so often. */
const GLIDE_STEP_MS = 250;

/** The clock of this process and of all that it starts; Date.now() tells it. */
export interface FakeClock {
  /** How far it is from the machine's clock. */
  offsetMs: () => number;
  step: (ms: number) => void;
  /** Lets the time up to an instant (Unix ms) pass in so many real seconds, by many small steps. */
  glide: (to: number, seconds: number) => Promise<void>;
}

/** The clock that this process was started under ({@link fakeTime}). */
export function ownFakeClock(): FakeClock {
  const file = process.env.FAKETIME_TIMESTAMP_FILE ?? '';
  let offset = Number(readFileSync(file, 'utf8')) * 1000;
  const step = (ms: number) => {
    offset += ms;
    writeOffset(file, offset);
  };
  return {
    offsetMs: () => offset,
    step,
    async glide(to, seconds) {
      for (let left = Math.ceil((seconds * 1000) / GLIDE_STEP_MS); left > 0; left -= 1) {
        step(Math.max(0, (to - Date.now()) / left));
        await sleep(GLIDE_STEP_MS);
      }
    },
  };
}
