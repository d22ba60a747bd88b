import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { repositoryRoot } from '../setup/repository-root.ts';
import { setting } from './compress.ts';
import type { Addresses } from './receiver.ts';

const folder = join(repositoryRoot, 'provisioning', 'alertmanager');

/** One way to be told, e.g. `slack_configs: [{ channel, title, text }]`, as README.md has it. */
type Integrations = Record<string, Record<string, unknown>[]>;

interface Route {
  receiver?: string;
  routes?: Route[];
  [time: string]: unknown;
}

interface Configuration {
  global: Record<string, unknown>;
  templates: string[];
  route: Route;
  inhibit_rules: object[];
  receivers: object[];
}

/** What leads to a service out there, or to a secret of it, and is not for a drill. */
const private_ = /^(?:.*_file|url|api_url|smarthost|auth_username)$/;

/**
 * Writes the configuration that the repository provides, with the drill's receiver in place of `nobody`: it is told in
 * each of the ways that README.md describes. Times are compressed. @returns the file
 */
export function writeConfiguration(into: string, addresses: Addresses): string {
  const provided = parse(readFileSync(join(folder, 'alertmanager.yml'), 'utf8')) as Configuration;
  const configuration = {
    ...provided,
    templates: [join(folder, 'hubscope.tmpl')],
    route: compressed(provided.route),
    receivers: [{ name: 'nobody', ...integrations(addresses) }],
  };
  const file = join(into, 'alertmanager.yml');
  writeFileSync(file, stringify(configuration));
  return file;
}

const compressed = (route: Route): Route =>
  Object.fromEntries(
    Object.entries(route).map(([name, value]) => {
      if (name === 'routes') return [name, (value as Route[]).map(compressed)];
      return [name, /_(?:wait|interval)$/.test(name) ? setting.time(String(value)) : value];
    }),
  );

/** All that README.md tells to put below `receivers`, led to the drill. */
function integrations(addresses: Addresses): Integrations {
  const page = readFileSync(join(folder, 'README.md'), 'utf8');
  const blocks = [...page.matchAll(/^( *)```yaml\n([^]*?)^ *```/gm)].flatMap(
    ([, indent = '', text = '']) =>
      parse(text.replaceAll(new RegExp(`^${indent}`, 'gm'), '')) as Record<string, unknown>[],
  );
  const found: Integrations = {};
  for (const { name, ...ways } of blocks) {
    for (const [way, list] of Object.entries(ways as Integrations)) {
      const own = addresses[way];
      if (own === undefined)
        throw new Error(`the drill cannot be told by ${way} (${String(name)} of README.md)`);
      // One of a kind is enough: every webhook gets the same.
      found[way] = list.map((options) => ({
        ...Object.fromEntries(Object.entries(options).filter(([option]) => !private_.test(option))),
        ...own,
      }));
    }
  }
  return found;
}
