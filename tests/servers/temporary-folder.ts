import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isReachableBy, type Account } from './account.ts';
import { removeWithParent } from './parent-exit.ts';

export interface TemporaryFolder {
  readonly path: string;
  /** Deletes the folder with everything in it; it is also deleted when this process ends. */
  remove(): void;
}

/**
 * A new, empty folder that belongs to `account`, below the first temporary directory which that account can enter.
 *
 * @throws Error when there is none
 */
export function createTemporaryFolder(purpose: string, account?: Account): TemporaryFolder {
  const parent = [tmpdir(), '/tmp', '/var/tmp', '/dev/shm'].find((path) => isReachableBy(path, account));
  if (parent === undefined) throw new Error('no temporary directory that the server could use');
  const path = mkdtempSync(join(parent, `hubscope-${purpose}-`));
  if (account !== undefined) chownSync(path, account.uid, account.gid);
  const removeNow = () => {
    rmSync(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  };
  const forget = removeWithParent(removeNow);
  return {
    path,
    remove() {
      removeNow();
      forget();
    },
  };
}
