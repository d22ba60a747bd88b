import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type BrowserContextOptions, type CDPSession, type Page } from '@playwright/test';
import { watchConsole } from '../console.ts';
import { watchRequests } from '../live-requests.ts';
import config from '../playwright.config.ts';

/** What a page takes, and has asked so far, at the end of a minute. */
export interface Sample {
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
/** Panels and caches settle in the first minutes. */
const WARM_UP_MINUTES = 2;

const minutes = Number(process.env.ENDURANCE_MINUTES ?? 60);

async function heapOf(
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

/** Where a page is, and who looks at it. */
export interface Visit {
  address: string;
  context: BrowserContextOptions;
  /** Called at the end of each minute; returns what is wrong with the page. */
  look?: (page: Page) => Promise<string[]>;
}

/**
 * Leaves a page open for ENDURANCE_MINUTES, and prints each minute what it takes. Returns what it must not show: a heap
 * that grows, more or fewer connections than one, an error on the console, or what `look` finds.
 */
export async function endure(name: string, { address, context: options, look }: Visit): Promise<string[]> {
  const browser = await chromium.launch(config.use?.launchOptions);
  const watch = watchConsole();
  const samples: Sample[] = [];
  const found: string[] = [];
  try {
    const context = await browser.newContext(options);
    watch.watch(context);
    const page = await context.newPage();
    const { open, seen } = watchRequests(page);
    await page.goto(address);
    const session = await context.newCDPSession(page);
    const begin = Date.now();
    for (let minute = 0; minute <= WARM_UP_MINUTES + minutes; minute += 1) {
      await sleep(Math.max(0, begin + minute * 60_000 - Date.now()));
      const { streams, questions } = seen;
      const requests = { streams, open: open.size, questions };
      const sample = { minute: minute - WARM_UP_MINUTES, ...(await heapOf(session)), ...requests };
      process.stdout.write(`${JSON.stringify(sample)}\n`);
      samples.push(sample);
      if (minute > 0) found.push(...((await look?.(page)) ?? []));
    }
    if (process.env.E2E_OUTPUT !== undefined) {
      await page.screenshot({ path: `${process.env.E2E_OUTPUT}/${name}.png` });
    }
  } finally {
    await browser.close();
  }
  return [...found, ...faultsOf(samples.filter(({ minute }) => minute >= 0)), ...watch.errors()];
}

/** Code is compiled anew, for its use so far, for about a quarter of an hour. */
function faultsOf(samples: readonly Sample[]): string[] {
  const meanHeap = (from: number, to: number) => {
    const part = samples.slice(Math.floor(from * samples.length), Math.ceil(to * samples.length));
    return part.reduce((sum, { heapMb }) => sum + heapMb, 0) / part.length;
  };
  const [first, last] = [meanHeap(0.25, 0.5), meanHeap(0.9, 1)];
  const growth = last / first - 1;
  process.stdout.write(
    `heap: ${first.toFixed(1)} MB in the second quarter, ${last.toFixed(1)} MB in the last tenth, ${(growth * 100).toFixed(1)} %\n`,
  );
  return [
    ...(growth > MOST_GROWTH ? [`the heap grew by ${(growth * 100).toFixed(1)} %`] : []),
    ...(samples.some(({ open }) => open !== 1) ? ['there was not one connection all the time'] : []),
  ];
}

/** Prints what was found, and ends the process: with status 1 when it is anything. */
export function report(faults: readonly string[]): never {
  for (const fault of faults) process.stdout.write(`FAULT: ${fault}\n`);
  process.exit(faults.length === 0 ? 0 : 1);
}
