/**
 * `node tests/setup/prepare.mjs [demo|bench|drill|soak|test]`: installs what the command needs, straight after a clone; with nothing to
 * do it says nothing. It runs before npm packages are there, so it stands on Node's built-ins alone.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installDebianPackages, installCommand } from './debian-packages.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

const onPath = (command) =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, command)));

/** Debian keeps PostgreSQL's server programs out of the PATH, one folder per version. */
const debianPostgres = '/usr/lib/postgresql';
const hasPostgres = () =>
  onPath('initdb') ||
  (existsSync(debianPostgres) &&
    readdirSync(debianPostgres).some((version) =>
      existsSync(join(debianPostgres, version, 'bin', 'initdb')),
    ));

const libraries = '/usr/lib';
const hasFaketime = () =>
  readdirSync(libraries).some((folder) =>
    existsSync(join(libraries, folder, 'faketime', 'libfaketimeMT.so.1')),
  );

/** Elsewhere Playwright brings its own browser, and letters for Chinese come with the system. */
const isLinux = process.platform === 'linux';
const chineseLetters = '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc';

/** Debian package -> whether what it brings is here. */
const packages = {
  'redis-server': () => onPath('redis-server'),
  prometheus: () => onPath('prometheus'),
  'prometheus-alertmanager': () => onPath('prometheus-alertmanager') || onPath('alertmanager'),
  postgresql: hasPostgres,
  faketime: () => !isLinux || hasFaketime(),
  chromium: () => !isLinux || onPath('chromium'),
  'fonts-noto-cjk': () => !isLinux || existsSync(chineseLetters),
};

/** With addresses of a gateway the demo starts no servers of its own. */
const ownGateway = ['DSN', 'DATABASE_URL', 'REDIS_URL'].some(
  (name) => process.env[name] || process.env[`${name}_FILE`],
);

const servers = ['postgresql', 'redis-server', 'prometheus'];

/** What each npm script needs. The lint rules of `npm test` ask for a newer Node.js than the exporter does. */
const needs = {
  start: { node: [20, 11], required: [], optional: [] },
  demo: { node: [20, 11], required: ownGateway ? [] : ['redis-server'], optional: ['prometheus'] },
  bench: { node: [20, 11], required: servers, optional: [] },
  soak: { node: [20, 11], required: [...servers, 'faketime'], optional: [] },
  drill: { node: [20, 11], required: [...servers, 'prometheus-alertmanager'], optional: [] },
  test: { node: [20, 19], required: [...servers, 'chromium', 'fonts-noto-cjk'], optional: [] },
};

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

function checkNode([leastMajor, leastMinor]) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return;
  fail(
    `Hubscope needs Node.js ${leastMajor}.${leastMinor} or newer, and this is ${process.version}. See https://nodejs.org/en/download`,
  );
}

/**
 * npm writes its hidden lockfile last, so a missing one also means an installation that was cut off. Git gives the
 * lockfile a new time whenever it writes it, so what was installed here is known by its content too.
 */
function installNodeModules() {
  const installed = join(root, 'node_modules', '.package-lock.json');
  const wanted = join(root, 'package-lock.json');
  const digest = createHash('sha256').update(readFileSync(wanted)).digest('hex');
  const remembered = join(root, 'node_modules', '.hubscope-lock-sha256');
  const isSame = existsSync(remembered) && readFileSync(remembered, 'utf8') === digest;
  if (existsSync(installed) && (isSame || statSync(installed).mtimeMs >= statSync(wanted).mtimeMs)) return;
  process.stdout.write('Installing the npm packages (npm ci) ...\n');
  // npm's own path is handed to its scripts; a shell, because on Windows npm is a script too.
  const npm = process.env.npm_execpath?.endsWith('.js')
    ? [process.execPath, process.env.npm_execpath]
    : ['npm'];
  const [command, ...first] = npm;
  // The tools that run TypeScript are development dependencies, also where NODE_ENV or .npmrc leave those out.
  const options = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const result = spawnSync(command, [...first, ...options], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (result.status !== 0) fail('npm ci failed: see above. To try it alone: npm ci');
  writeFileSync(remembered, digest);
}

function installServers({ required, optional }) {
  const missing = (names) => names.filter((name) => !packages[name]());
  const wanted = missing(required);
  if (wanted.length > 0) {
    const problem =
      installDebianPackages(wanted) ?? missing(required).map((name) => `${name} is still missing`)[0];
    if (problem !== undefined) {
      fail(
        `Not installed, but needed: ${wanted.join(', ')} (${problem}). Type:\n  ${installCommand(wanted)}`,
      );
    }
  }
  const welcome = missing(optional);
  if (welcome.length === 0) return;
  const problem = installDebianPackages(welcome);
  if (problem !== undefined) {
    process.stdout.write(
      `Going on without ${welcome.join(', ')} (${problem}). To have it: ${installCommand(welcome)}\n`,
    );
  }
}

const purpose = process.argv[2] ?? 'start';
const need = Object.hasOwn(needs, purpose) ? needs[purpose] : undefined;
if (need === undefined) fail(`usage: node tests/setup/prepare.mjs [${Object.keys(needs).join('|')}]`);
checkNode(need.node);
installServers(need);
installNodeModules();
