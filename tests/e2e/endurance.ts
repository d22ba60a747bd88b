/**
 * `npm run e2e:endurance`: a live dashboard of ten panels in a browser for ENDURANCE_MINUTES (60). Its heap has to stay flat
 * and its connection one; a console error ends it with status 1, too.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type CDPSession } from '@playwright/test';
import { watchConsole } from './console.ts';
import { createDashboard, createFolder, removeDashboards } from './dashboards.ts';
import { createDatasource, openGrafana } from './grafana.ts';
import { watchRequests } from './live-requests.ts';
import { tenPanels } from './live-panels.ts';
import config from './playwright.config.ts';
import { startStack, tokens } from './stack.ts';

interface Sample {
  minute: number;
  heapMb: number;
  documents: number;
  nodes: number;
  listeners: number;
  streams: number;
  open: number;
  questions: number;
}

const MOST_GROWTH = 0.05;
/** Panels, caches and compiled code settle in the first minutes. */
const WARM_UP_MINUTES = 2;

const minutes = Number(process.env.ENDURANCE_MINUTES ?? 60);

async function sampleOf(
  session: CDPSession,
): Promise<Pick<Sample, 'heapMb' | 'documents' | 'nodes' | 'listeners'>> {
  // What the first collection frees may hold what the second one frees.
  for (let round = 0; round < 2; round += 1) await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const counters = await session.send('Memory.getDOMCounters');
  return {
    heapMb: Math.round(usedSize / 1e4) / 100,
    documents: counters.documents,
    nodes: counters.nodes,
    listeners: counters.jsEventListeners,
  };
}

async function main(): Promise<string[]> {
  const grafana = await openGrafana();
  const stack = await startStack(grafana.rootUrl, grafana.url);
  const browser = await chromium.launch(config.use?.launchOptions);
  const watch = watchConsole();
  const samples: Sample[] = [];
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
    const context = await browser.newContext({
      baseURL: grafana.url,
      viewport: config.use?.viewport ?? null,
      storageState: await grafana.signIn(grafana.admin.user, grafana.admin.password),
    });
    watch.watch(context);
    const page = await context.newPage();
    const { open, seen } = watchRequests(page);
    await page.goto(`/d/${dashboard}?kiosk`);
    const session = await context.newCDPSession(page);
    const begin = Date.now();
    for (let minute = 0; minute <= WARM_UP_MINUTES + minutes; minute += 1) {
      await sleep(Math.max(0, begin + minute * 60_000 - Date.now()));
      const sample = {
        minute: minute - WARM_UP_MINUTES,
        ...(await sampleOf(session)),
        streams: seen.streams,
        open: open.size,
        questions: seen.questions,
      };
      process.stdout.write(`${JSON.stringify(sample)}\n`);
      samples.push(sample);
    }
    if (process.env.E2E_OUTPUT !== undefined) {
      await page.screenshot({ path: `${process.env.E2E_OUTPUT}/endurance.png` });
    }
    await context.close();
    await grafana.call('DELETE', `/api/datasources/uid/${uid}`);
  } finally {
    await browser.close();
    await removeDashboards(grafana);
    await stack.stop();
  }
  return faultsOf(
    samples.filter(({ minute }) => minute >= 0),
    watch.errors(),
  );
}

/** What an endurance run must not show. */
function faultsOf(samples: readonly Sample[], errors: readonly string[]): string[] {
  const tenth = Math.max(1, Math.round(samples.length / 10));
  const meanHeap = (part: readonly Sample[]) =>
    part.reduce((sum, { heapMb }) => sum + heapMb, 0) / part.length;
  const [first, last] = [meanHeap(samples.slice(0, tenth)), meanHeap(samples.slice(-tenth))];
  const growth = last / first - 1;
  process.stdout.write(
    `heap: ${first.toFixed(1)} MB in the first tenth, ${last.toFixed(1)} MB in the last, ${(growth * 100).toFixed(1)} %\n`,
  );
  return [
    ...(growth > MOST_GROWTH ? [`the heap grew by ${(growth * 100).toFixed(1)} %`] : []),
    ...(samples.some(({ open }) => open !== 1) ? ['there was not one connection all the time'] : []),
    ...errors,
  ];
}

if ((process.env.GRAFANA_URL ?? '') === '')
  throw new Error('GRAFANA_URL is not set: README.md, "End-to-end tests"');
const faults = await main();
for (const fault of faults) process.stdout.write(`FAULT: ${fault}\n`);
process.exit(faults.length === 0 ? 0 : 1);
