import type { Page } from '@playwright/test';
import type {} from '../../../panels/gallery/src/tick.ts';
import { percentile } from '../../bench/table.ts';

/** Ms between answers. */
const BEAT = 2000;
/** Ms after an answer in which rows glide and digits roll. */
const MOVES = 500;

/** What a page costs in two seconds, with an answer or without. */
export interface Cost {
  /** Processor time of the main thread, ms per two seconds: all that happens from one answer to the next. */
  spent: number;
  /** Processor time and time of the longest task, ms. */
  longest: number;
  longestByClock: number;
  /** Tasks that took more than 50 ms of the processor. */
  long: number;
}

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** Duration by the clock and by the processor, µs. */
  dur?: number;
  tdur?: number;
  args?: { name?: string };
}

/** Has the answers of some ticks made up, which is no work of panels. */
export const prepare = (page: Page, first: number, count: number): Promise<void> =>
  page.evaluate(
    ([from = 0, ticks = 0]) => {
      window.gallery.prepare(from, ticks);
    },
    [first, count],
  );

/** Lets a page take some answers, one every two seconds. */
export async function tickFrom(page: Page, first: number, count: number): Promise<void> {
  for (let tick = first; tick < first + count; tick += 1) {
    const next = page.waitForTimeout(BEAT);
    await page.evaluate((at) => {
      window.gallery.tick(at);
    }, tick);
    await next;
  }
}

/** Lets a page be, for as long as some answers would take. */
export const rest = (page: Page, count: number): Promise<void> => page.waitForTimeout(BEAT * count);

/** Traces a page for as long as some answers take. */
export async function trace(page: Page, count: number, during: () => Promise<void>): Promise<Cost> {
  const browser = page.context().browser();
  if (browser === null) throw new Error('the page has no browser');
  await browser.startTracing(page, {
    categories: ['-*', 'toplevel', 'disabled-by-default-devtools.timeline'],
  });
  await during();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString('utf8')) as {
    traceEvents: TraceEvent[];
  };
  const tasks = tasksOfPage(traceEvents);
  const spent = tasks.map(({ tdur = 0 }) => tdur / 1000);
  return {
    spent: spent.reduce((sum, each) => sum + each, 0) / count,
    longest: Math.max(...spent),
    longestByClock: Math.max(...tasks.map(({ dur = 0 }) => dur / 1000)),
    long: spent.filter((each) => each > 50).length,
  };
}

/** Tasks of the busiest main thread of a renderer, which is that of the page. */
function tasksOfPage(events: readonly TraceEvent[]): TraceEvent[] {
  const threads = events
    .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
    .map(({ pid, tid }) =>
      events.filter((event) => event.name === 'RunTask' && event.pid === pid && event.tid === tid),
    );
  const [tasks] = threads.sort((one, other) => other.length - one.length);
  if (tasks === undefined || tasks.length === 0) throw new Error('there is no main thread in the trace');
  return tasks;
}

/** Frames while something moves. */
export interface Frames {
  /** Frames a second, median of all moves. */
  rate: number;
  /** Frames of the slowest twentieth of moves a second. */
  slow: number;
}

/** Counts frames after each of some ticks. */
export async function countFrames(page: Page, first: number, count: number): Promise<Frames> {
  const rates: number[] = [];
  for (let tick = first; tick < first + count; tick += 1) {
    rates.push(
      await page.evaluate(
        async ([at = 0, moves = 0]) => {
          const frame = () => new Promise<number>(requestAnimationFrame);
          await frame();
          const from = await frame();
          window.gallery.tick(at);
          let frames = 0;
          let now = from;
          while (now - from < moves) {
            now = await frame();
            frames += 1;
          }
          return (frames * 1000) / (now - from);
        },
        [tick, MOVES],
      ),
    );
    await page.waitForTimeout(BEAT - MOVES);
  }
  return { rate: percentile(rates, 0.5), slow: percentile(rates, 0.05) };
}
