import { statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** What the demo's servers and pages take on the disk, and then some. */
const NEEDED_MB = 700;

/** @throws Error when the disk of the temporary folder is nearly full: PostgreSQL would only say that it cannot start */
export function checkRoom(folder = tmpdir(), neededMegabytes = NEEDED_MB): void {
  const { bavail, bsize } = statfsSync(folder);
  const free = Math.floor((bavail * bsize) / 1_000_000);
  if (free >= neededMegabytes) return;
  throw new Error(
    `only ${free} MB are free in ${folder}, and the demo needs ${neededMegabytes} MB. Free some, or name a folder on another disk:\n  TMPDIR=/path/to/folder npm run demo`,
  );
}
