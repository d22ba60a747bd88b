import type { Page } from '@playwright/test';
import { percentile } from '../../bench/table.ts';
import { START } from '../fixtures.ts';

/** How often memory is looked at in a day. */
const LOOKS = 48;

/** Memory of a page over a day, in MB after all garbage is collected. */
export interface Day {
  heap: number[];
  /** Nodes of the document, and listeners, in the same moments. */
  nodes: number[];
  listeners: number[];
}

/** Lets a page take the answers of a day, each as soon as the one before is drawn. */
export async function passDay(page: Page, ticks: number, told: (share: number) => void): Promise<Day> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable');
  const day: Day = { heap: [], nodes: [], listeners: [] };
  const step = Math.ceil(ticks / LOOKS);
  for (let first = 0; first < ticks; first += step) {
    await page.evaluate(
      async ([from = 0, to = 0, start = 0]) => {
        for (let tick = from; tick < to; tick += 1) {
          window.setClock(start + tick * 2000);
          window.gallery.tick(tick);
          await new Promise(requestAnimationFrame);
        }
        // Rows that glide are not at rest yet.
        await new Promise((resolve) => setTimeout(resolve, 2000));
      },
      [first, Math.min(ticks, first + step), START.getTime()],
    );
    await devtools.send('HeapProfiler.collectGarbage');
    const { metrics } = await devtools.send('Performance.getMetrics');
    const metric = (name: string) => metrics.find((each) => each.name === name)?.value ?? NaN;
    day.heap.push(metric('JSHeapUsedSize') / 1e6);
    day.nodes.push(metric('Nodes'));
    day.listeners.push(metric('JSEventListeners'));
    told((first + step) / ticks);
  }
  return day;
}

/** How much more there is at the end of a day than after its first hours, as a share. */
export function growthOf(measured: readonly number[]): number {
  const quarter = Math.max(1, Math.floor(measured.length / 4));
  const median = (values: readonly number[]) => percentile(values, 0.5);
  return median(measured.slice(-quarter)) / median(measured.slice(quarter, quarter * 2)) - 1;
}
