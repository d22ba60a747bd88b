import { existsSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { KIOSK, uids } from '../../dashboards/src/kit/links.ts';
import { builtPlugins, startGrafana, type GrafanaServer } from '../servers/grafana.ts';
import { repositoryRoot } from '../setup/repository-root.ts';
import { build } from './build.ts';
import { onPortNear } from './ports.ts';
import type { Show } from './show.ts';

/** Where Debian's and Red Hat's packages of Grafana put it. */
const PACKAGED = '/usr/share/grafana';

const isHome = (folder: string) =>
  existsSync(join(folder, 'bin', 'grafana')) && existsSync(join(folder, 'conf', 'defaults.ini'));

/**
 * The folder of a Grafana on this machine: GRAFANA_HOME, or that of the `grafana` on the PATH; undefined = there is none.
 *
 * @throws Error when GRAFANA_HOME names no Grafana
 */
export function grafanaHere(environment: NodeJS.ProcessEnv): string | undefined {
  const named = environment.GRAFANA_HOME ?? '';
  if (named !== '') {
    if (isHome(named)) return named;
    throw new Error(
      `GRAFANA_HOME is ${named}, where there is no bin/grafana with a conf/defaults.ini. A good one, for example: ${PACKAGED}`,
    );
  }
  const programs = (environment.PATH ?? '').split(delimiter).map((folder) => join(folder, 'grafana'));
  const homes = programs
    .filter((program) => existsSync(program))
    .flatMap((program) => [dirname(dirname(realpathSync(program))), PACKAGED]);
  return homes.find(isHome);
}

/** A Prometheus that is not there: panels that need one say so. */
const NO_PROMETHEUS = 'http://127.0.0.1:9';

/** The demo's exporter has no tokens, and asks for none; Grafana's provisioning wants some. */
const ANY_TOKEN = 'demo';

/** The dashboards in a Grafana of this machine, with data of its own; what it has otherwise stays untouched. */
export async function showDashboards(
  home: string,
  say: (text: string) => void,
  signal: AbortSignal,
): Promise<Show> {
  const missing = builtPlugins.filter((folder) => !existsSync(join(folder, 'module.js')));
  if (missing.length > 0) {
    say('Building the plugins for Grafana, once');
    const tell = (line: string) => {
      if (line.includes('gzipped')) say(`Built ${line}`);
    };
    await build('the plugins', [join(repositoryRoot, 'release', 'build-plugins.mjs')], tell, signal);
  }
  let grafana: GrafanaServer | undefined;
  return {
    environment: {},
    async open(exporterUrl, prometheus) {
      say('Starting Grafana');
      grafana = await onPortNear(23_300, (port) =>
        startGrafana({
          home,
          port,
          anonymous: true,
          environment: {
            HUBSCOPE_URL: exporterUrl,
            HUBSCOPE_VIEWER_TOKEN: ANY_TOKEN,
            HUBSCOPE_SCREEN_TOKEN: ANY_TOKEN,
            PROMETHEUS_URL: prometheus?.url ?? NO_PROMETHEUS,
          },
        }),
      );
      const { url, password } = grafana;
      return [
        `the wall    ${url}/d/${uids.wall}?${KIOSK}`,
        `dashboards  ${url}/ (to change them, sign in as admin with the password ${password})`,
      ];
    },
    close: async () => grafana?.stop(),
  };
}
