import { NEVER, Observable, of, throwError, type Subscriber } from 'rxjs';
import type { Answer } from '@hubscope/exporter/contract';
import type { Api } from './api.ts';
import { GatewayProblem } from './problem.ts';
import { createLive, type LiveAnswer, type LiveTimes, type Page } from './live.ts';

const times: LiveTimes = { gather: 10, silence: 900, firstBeat: 200, poll: 50, retry: [100, 800] };

interface Opened {
  questions: readonly string[];
  lastEventId: string | undefined;
  end: Subscriber<Uint8Array>;
  isOpen: () => boolean;
  send: (answers: Record<string, unknown>, id?: string) => void;
}

/** An exporter whose streams the test writes, and a page that it hides. */
function stand() {
  const opened: Opened[] = [];
  const asked: string[] = [];
  let listener: (() => void) | undefined;
  const page = {
    hidden: false,
    addEventListener(_: string, told: () => void) {
      listener = told;
    },
    removeEventListener() {
      listener = undefined;
    },
  };
  const api: Pick<Api, 'ask' | 'stream'> = {
    ask(question) {
      asked.push(question);
      return of(answerOf(asked.length));
    },
    stream: (questions, lastEventId) =>
      new Observable((end) => {
        opened.push({
          questions,
          lastEventId,
          end,
          isOpen: () => !end.closed,
          send(answers, id = 'x') {
            end.next(new TextEncoder().encode(`id: ${id}\ndata: ${JSON.stringify({ answers })}\n\n`));
          },
        });
        end.next(new TextEncoder().encode('retry: 2000\n\n'));
      }),
  };
  return {
    api,
    opened,
    asked,
    page: page as unknown as Page,
    listens: () => listener !== undefined,
    hide(hidden: boolean) {
      page.hidden = hidden;
      listener?.();
    },
    live: () => createLive(api, page as unknown as Page, times),
  };
}

const answerOf = (value: number) => ({ quality: 'fresh', value }) as Answer<unknown>;

/** What a panel is told, newest last. */
function panel(watched: Observable<LiveAnswer>) {
  const told: (number | string | undefined)[] = [];
  const subscription = watched.subscribe(({ answer, problem }) => {
    told.push(
      problem === undefined ? (answer?.value as number) : `${problem.message} ${String(answer?.value)}`,
    );
  });
  return {
    told,
    leave: () => {
      subscription.unsubscribe();
    },
  };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());
const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

test('all panels share one stream, of each question once, and nobody is told at once', async () => {
  const { live, opened } = stand();
  const watch = live();
  const panels = ['a', 'b', 'a'].map((question) => panel(watch(question)));
  await pass(20);
  expect(opened.map(({ questions }) => questions)).toEqual([['a', 'b']]);
  opened[0]!.send({ a: answerOf(1), b: answerOf(2) });
  await pass(1);
  opened[0]!.send({ a: answerOf(3) });
  await pass(1);
  expect(panels.map(({ told }) => told)).toEqual([[1, 3], [2], [1, 3]]);
  let isSynchronous = true;
  const late = panel(watch('b'));
  watch('b').subscribe(() => {
    expect(isSynchronous).toBe(false);
  });
  isSynchronous = false;
  await pass(1);
  expect(late.told).toEqual([2]);
});

test('a panel that leaves and returns changes nothing; one more question makes a new stream; the last one ends it', async () => {
  const { live, opened, listens } = stand();
  const watch = live();
  const first = panel(watch('a'));
  await pass(20);
  opened[0]!.send({ a: answerOf(1) });
  first.leave();
  const again = panel(watch('a'));
  await pass(500);
  expect(opened).toHaveLength(1);
  expect(again.told).toEqual([1]);
  const other = panel(watch('b'));
  await pass(20);
  expect(opened.map(({ questions, isOpen }) => [questions, isOpen()])).toEqual([
    [['a'], false],
    [['a', 'b'], true],
  ]);
  again.leave();
  other.leave();
  await pass(500);
  expect(opened[1]!.isOpen()).toBe(false);
  expect(listens()).toBe(false);
  expect(jest.getTimerCount()).toBe(0);
});

test('coming and going again and again leaves no timer and no listener behind', async () => {
  const { live, opened, listens } = stand();
  const watch = live();
  for (let round = 0; round < 50; round += 1) {
    const panels = Array.from({ length: 10 }, (_, index) => panel(watch(`q${index}`)));
    await pass(30);
    opened.at(-1)!.send({ q0: answerOf(round) });
    await pass(1);
    expect(panels[0]!.told).toEqual([round]);
    for (const { leave } of panels) leave();
    await pass(400);
  }
  expect(opened).toHaveLength(50);
  expect(opened.some(({ isOpen }) => isOpen())).toBe(false);
  expect([jest.getTimerCount(), listens()]).toEqual([0, false]);
});

test('a hidden page has no stream, and gets one as soon as it is seen', async () => {
  const exporter = stand();
  const { live, opened } = exporter;
  const { told } = panel(live()('a'));
  await pass(20);
  exporter.hide(true);
  await pass(20);
  expect(opened[0]!.isOpen()).toBe(false);
  await pass(5000);
  expect(opened).toHaveLength(1);
  exporter.hide(false);
  await pass(20);
  opened[1]!.send({ a: answerOf(1) });
  await pass(1);
  expect(told).toEqual([1]);
});

test('when the exporter is away the last answer stays, pauses grow, and it comes back', async () => {
  const { live, opened } = stand();
  const { told } = panel(live()('a'));
  await pass(20);
  opened[0]!.send({ a: answerOf(1) }, 'first');
  opened[0]!.end.error(new GatewayProblem('away', 'away', 0));
  await pass(1);
  expect(told).toEqual([1, 'away 1']);
  const starts: number[] = [];
  for (let failure = 1; failure <= 6; failure += 1) {
    const began = Date.now();
    while (opened.length === failure) await pass(1);
    starts.push(Date.now() - began);
    opened[failure]!.end.error(new GatewayProblem('away', 'away', 0));
  }
  expect(starts[0]).toBeLessThanOrEqual(101);
  expect(Math.max(...starts)).toBeLessThanOrEqual(801);
  expect(starts.at(-1)).toBeGreaterThanOrEqual(400);
  expect(opened[6]!.lastEventId).toBe('first');
  await pass(1000);
  opened[7]!.send({ a: answerOf(2) });
  await pass(1);
  expect(told.at(-1)).toBe(2);
});

test('a stream that the exporter ends goes on at once, from the last event', async () => {
  const { live, opened } = stand();
  panel(live()('a'));
  await pass(20);
  opened[0]!.send({ a: answerOf(1) }, 'seven');
  opened[0]!.end.complete();
  await pass(1);
  expect(opened.map(({ lastEventId }) => lastEventId)).toEqual([undefined, 'seven']);
});

test('a stream that says nothing any more is given up', async () => {
  const { live, opened } = stand();
  panel(live()('a'));
  await pass(20);
  opened[0]!.send({ a: answerOf(1) });
  await pass(890);
  expect(opened).toHaveLength(1);
  opened[0]!.end.next(new TextEncoder().encode(': nothing has changed\n\n'));
  await pass(890);
  expect(opened).toHaveLength(1);
  await pass(20);
  expect(opened.map(({ isOpen }) => isOpen())).toEqual([false, true]);
});

test('where a proxy holds streams up, the questions are asked one by one', async () => {
  const { live, asked, opened } = stand();
  const watch = live();
  const panels = [panel(watch('a')), panel(watch('b'))];
  await pass(220);
  expect(opened[0]!.isOpen()).toBe(false);
  await pass(10);
  expect(asked).toEqual(['a', 'b']);
  await pass(52);
  expect(asked).toEqual(['a', 'b', 'a', 'b']);
  await pass(1);
  expect(panels.map(({ told }) => told)).toEqual([
    [1, 3],
    [2, 4],
  ]);
});

test('one refused question fails alone', async () => {
  const { live, opened } = stand();
  const watch = live();
  const [good, bad] = [panel(watch('a')), panel(watch('b'))];
  await pass(20);
  opened[0]!.send({ a: answerOf(1), b: { problem: { detail: 'no', type: 'forbidden', status: 403 } } });
  await pass(1);
  expect([good.told, bad.told]).toEqual([[1], ['no undefined']]);
});

test('an API that fails to answer polls says so to each panel', async () => {
  const { page } = stand();
  const api = { stream: () => NEVER, ask: () => throwError(() => new GatewayProblem('down', '', 500)) };
  const { told } = panel(createLive(api, page, times)('a'));
  await pass(400);
  expect(told[0]).toBe('down undefined');
  expect(told.length).toBeGreaterThan(1);
});
