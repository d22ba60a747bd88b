import { spawnSync } from 'node:child_process';

/**
 * Runs as root, with the packages as its arguments. The package lists are fetched only when the install fails without
 * (an image that was just unpacked has none). The policy file is Debian's way to install a server without starting it;
 * Hubscope starts its own, and a service at the next boot would take their ports.
 */
const script = `
export DEBIAN_FRONTEND=noninteractive LC_ALL=C
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\\nexit 101\\n' >"$policy" && chmod 755 "$policy"
  trap 'rm -f "$policy"' EXIT
  trap 'exit 130' INT TERM HUP
fi
install() { apt-get install -y -q --no-install-recommends -o DPkg::Lock::Timeout=120 "$@"; }
install "$@" || { apt-get update -q && install "$@"; } || exit 1
if [ -d /run/systemd/system ]; then systemctl disable --quiet "$@" || true; fi
`;

const runs = (command, ...options) => spawnSync(command, options, { stdio: 'ignore' }).status === 0;
const isRoot = () => process.getuid?.() === 0;

/** The line a person types to install the packages. */
export function installCommand(packages) {
  const sudo = isRoot() ? '' : 'sudo ';
  return `${sudo}apt-get update && ${sudo}apt-get install -y --no-install-recommends ${packages.join(' ')}`;
}

/**
 * Installs Debian packages when this account may: as root, or by a sudo that asks for no password.
 *
 * @param packages names of Debian packages
 * @returns undefined on success, else why it could not be done, as the rest of a sentence
 */
export function installDebianPackages(packages) {
  if (!runs('apt-get', '--version')) return 'this machine has no apt-get';
  if (!isRoot() && !runs('sudo', '-n', 'true')) return 'this account may not install packages';
  process.stdout.write(`Installing ${packages.join(', ')} (apt-get) ...\n`);
  const [command, ...before] = isRoot() ? ['sh'] : ['sudo', '-n', 'sh'];
  const result = spawnSync(command, [...before, '-c', script, 'sh', ...packages], {
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (result.status === 0) return undefined;
  process.stderr.write(`${result.stdout}${result.stderr}`.split('\n').slice(-15).join('\n'));
  return 'apt-get failed';
}
