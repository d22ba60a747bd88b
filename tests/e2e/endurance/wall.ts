/**
 * `npm run e2e:wall`: the big screen in a browser, as a TV shows it, for ENDURANCE_MINUTES (60), in a Grafana that is
 * started from provisioning/. Its heap has to stay flat, its connection one and its figures fresh; a console error ends it
 * with status 1, too.
 */
import type { Page } from '@playwright/test';
import { KIOSK, uids } from '../../../dashboards/src/kit/links.ts';
import { startBoards } from '../../boards/stack.ts';
import { endure, report } from './endure.ts';

/** What every panel says that has lost its data. */
const LOST = /No data|stale|Stale|unknown|Unknown/;

async function look(page: Page): Promise<string[]> {
  const panels = page.locator('[data-viz-panel-key]');
  const lost = await panels.filter({ hasText: LOST }).allInnerTexts();
  return lost.map((text) => `at ${new Date().toISOString()}: ${text.replaceAll('\n', ' ').slice(0, 120)}`);
}

const home = process.env.GRAFANA_HOME ?? '';
if (home === '') throw new Error('GRAFANA_HOME is not set: README.md, "End-to-end tests"');
const boards = await startBoards(home);
const faults = await endure('wall', {
  address: `${boards.grafana.url}/d/${uids.wall}?${KIOSK}`,
  context: { viewport: { width: 1920, height: 1080 } },
  look,
}).finally(() => boards.stop());
report(faults);
