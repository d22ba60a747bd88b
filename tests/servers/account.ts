import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * The account for servers that refuse to run as root: `postgres` where there is one, else `nobody`.
 *
 * @returns undefined when this process is not root, and so needs no other account
 * @throws Error when root finds neither of them
 */
export function unprivilegedAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const name of ['postgres', 'nobody']) {
    const entry = accounts.find(([candidate]) => candidate === name);
    if (entry !== undefined) return { uid: Number(entry[2]), gid: Number(entry[3]) };
  }
  throw new Error(
    'PostgreSQL refuses to run as root, and there is neither an account "postgres" nor "nobody"',
  );
}

/** Whether the account can list and enter a folder, which takes rights on each folder above it as well. */
export function isReachableBy(folder: string, account?: Account): boolean {
  return spawnSync('ls', [folder], { stdio: 'ignore', cwd: '/', ...(account ?? {}) }).status === 0;
}
