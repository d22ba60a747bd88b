import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, workspaceFolders } from './plugins.mjs';

/** Files that name the version, and how each does it. Everything is released together, under one version. */
const places = [
  ...workspaceFolders.map((folder) => [
    join(folder, 'package.json'),
    /"(?:version|@hubscope\/[\w-]+)": "([^"]+)"/g,
  ]),
  ['docker-compose.yml', /image: hubscope\/\w+:(\S+)/g],
  ['provisioning/kubernetes/kustomization.yaml', /newTag: (\S+)/g],
];

const read = (path) => readFileSync(join(root, path), 'utf8');

/** The version of this tree. */
export const version = JSON.parse(read('package.json')).version;

/** What is not ready to be released as this version, a sentence each. */
export function versionFaults() {
  const faults = places.flatMap(([path, pattern]) =>
    [...read(path).matchAll(pattern)]
      .filter(([, found]) => found !== version)
      .map(([line]) => `${path} says ${line}, and package.json ${version}`),
  );
  if (!new RegExp(`^## ${version.replaceAll('.', '\\.')}\\b`, 'm').test(read('CHANGELOG.md'))) {
    faults.push(`CHANGELOG.md has no section "## ${version}"`);
  }
  return faults;
}
