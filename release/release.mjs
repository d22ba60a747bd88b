/**
 * `npm run release -- --dry-run`: makes all that a version is published as, in dist/release: the plugins' archives, the
 * context that images are built from, dashboards and provisioning, a list of what is inside (SBOM), and checksums.
 * Without `--dry-run` it also wants a clean tree, and tags the commit; pushing the tag, signing the plugins and pushing the
 * images are the owner's.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeArchive, writeChecksum } from './archive.mjs';
import { packagePlugins } from './package-plugins.mjs';
import { pluginFolders, root } from './plugins.mjs';
import { version, versionFaults } from './versions.mjs';

const { values } = parseArgs({ options: { 'dry-run': { type: 'boolean', default: false } } });
const dryRun = values['dry-run'];
const target = join(root, 'dist', 'release');

function run(command, words) {
  const { status, stdout, stderr, error } = spawnSync(command, words, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  if (status === 0) return stdout;
  fail([`${command} ${words.join(' ')} failed: ${error?.message ?? stderr.trim()}`]);
}

function fail(faults) {
  process.stderr.write(`This cannot be released:\n${faults.map((fault) => `  ${fault}\n`).join('')}`);
  process.exit(1);
}

const tag = `v${version}`;
const faults = versionFaults();
if (!dryRun) {
  if (run('git', ['status', '--porcelain']).trim() !== '')
    faults.push('there are changes that are not committed');
  if (run('git', ['tag', '--list', tag]).trim() !== '') faults.push(`the tag ${tag} is there already`);
}
if (faults.length > 0) fail(faults);

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
const plugins = join(root, 'dist', 'plugins');
for (const archive of packagePlugins(plugins)) {
  for (const file of [archive, `${archive}.sha256`]) copyFileSync(join(plugins, file), join(target, file));
}
const tracked = run('git', ['ls-files']).trim().split('\n');
const archiveOf = (name, wanted) => {
  const files = tracked.filter(wanted).map((path) => [path, join(root, path)]);
  writeArchive(target, `${name}-${version}.zip`, files);
};
const leftOut = readFileSync(join(root, '.dockerignore'), 'utf8').trim().split('\n');
archiveOf('hubscope-images', (path) => !leftOut.some((folder) => path.startsWith(`${folder}/`)));
archiveOf('hubscope-provisioning', (path) =>
  /^(dashboards\/.*\.json|provisioning\/|docs\/runbooks\/)/.test(path),
);

for (const workspace of ['exporter', ...pluginFolders]) {
  const name = `sbom-${workspace.replaceAll('/', '-')}-${version}.cdx.json`;
  const sbom = ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev', '--package-lock-only'];
  writeFileSync(join(target, name), run('npm', [...sbom, '--workspace', workspace]));
  writeChecksum(target, name);
  process.stdout.write(`${name}\n`);
}
process.stdout.write(
  dryRun
    ? `All of ${version} is in dist/release; nothing was tagged.\n`
    : `${run('git', ['tag', '--annotate', tag, '--message', `Hubscope ${version}`])}All of ${version} is in dist/release, and this commit is ${tag}.\n`,
);
