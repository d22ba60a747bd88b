/**
 * `npm run e2e:endurance`: a live dashboard of ten panels in a browser for ENDURANCE_MINUTES (60). Its heap has to stay flat
 * and its connection one; a console error ends it with status 1, too.
 */
import { createDashboard, createFolder, removeDashboards } from '../dashboards.ts';
import { createDatasource, openGrafana } from '../grafana.ts';
import { tenPanels } from '../live-panels.ts';
import config from '../playwright.config.ts';
import { startStack, tokens } from '../stack.ts';
import { endure, report } from './endure.ts';

async function main(): Promise<string[]> {
  const grafana = await openGrafana();
  const stack = await startStack(grafana.rootUrl, grafana.url);
  try {
    await createFolder(grafana);
    const uid = await createDatasource(grafana, 'endurance', {
      address: stack.url,
      token: tokens.API_VIEWER_TOKEN,
      identity: 'person',
    });
    const dashboard = await createDashboard(grafana, uid, {
      title: 'Endurance',
      columns: 3,
      panels: tenPanels,
    });
    const faults = await endure('endurance', {
      address: `${grafana.url}/d/${dashboard}?kiosk`,
      context: {
        viewport: config.use?.viewport ?? null,
        storageState: await grafana.signIn(grafana.admin.user, grafana.admin.password),
      },
    });
    await grafana.call('DELETE', `/api/datasources/uid/${uid}`);
    return faults;
  } finally {
    await removeDashboards(grafana);
    await stack.stop();
  }
}

if ((process.env.GRAFANA_URL ?? '') === '')
  throw new Error('GRAFANA_URL is not set: README.md, "End-to-end tests"');
report(await main());
