import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';

/** Zips have times of files; a fixed one makes equal files equal zips. */
const TIME = new Date('2000-01-01T00:00:00Z');

/** Writes a zip of files, each given as [path within, path on disk], and its checksum beside it. */
export function writeArchive(folder, name, files) {
  const entries = files.map(([within, path]) => [within, [readFileSync(path), { mtime: TIME }]]);
  const zip = zipSync(Object.fromEntries(entries), { level: 9 });
  writeFileSync(join(folder, name), zip);
  writeChecksum(folder, name);
  process.stdout.write(`${name} ${zip.length} bytes\n`);
}

/** Writes the SHA-256 of a file beside it, as `sha256sum --check` reads it. */
export function writeChecksum(folder, name) {
  const sum = createHash('sha256')
    .update(readFileSync(join(folder, name)))
    .digest('hex');
  writeFileSync(join(folder, `${name}.sha256`), `${sum}  ${name}\n`);
}
