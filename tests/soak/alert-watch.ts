import { values, type AlertName } from '../../alerting/src/values.ts';
import { compressedRules, setting } from '../drill/compress.ts';
import { startPrometheus, type PrometheusServer } from '../servers/prometheus.ts';
import type { FakeClock } from './fake-clock.ts';
import type { Findings } from './findings.ts';
import { servePresent } from './present.ts';
import type { World } from './world.ts';

/** An alert, or of those with a source the one with this: `HubscopeSourceDown redis`. */
export type AlertTitle = AlertName | `${AlertName} ${'postgres' | 'redis'}`;

/** What an event means for who is woken by alerts. */
export interface Alarming {
  /** True while it lasts. */
  explains?: readonly AlertTitle[];
  /** Lasts long enough that this must be told. */
  raises?: AlertTitle;
}

/** Looks every second which of the repository's alerts fire, in a Prometheus for which time passes faster. */
export interface AlertWatch {
  /** Times that each alert was begun to be told. */
  readonly told: ReadonlyMap<string, number>;
  /** An event begins. The answer is called when it is over, and everything well again. */
  begin: (name: string, event: Alarming) => () => void;
  stop: () => Promise<void>;
}

const LOOK_MS = 1000;

/** Until a page that is well again has been scraped, and the rules evaluated. */
const SEEN_WITHIN_MS = 6000;

/** Clocks that leap hide writes just before from all but the whole comparison, which says so once it has mended them. */
const always: readonly AlertTitle[] = ['HubscopeLedgerUnequal'];

interface Explanation {
  titles: readonly AlertTitle[];
  told: Set<string>;
  /** Machine's steady time; Infinity while the event lasts. */
  overAt: number;
}

export async function startAlertWatch(
  world: World,
  clock: FakeClock,
  findings: Findings,
): Promise<AlertWatch> {
  const readPage = async () => {
    const response = await world.exporter().get('/metrics');
    if (!response.ok) throw new Error(`the page is ${response.status}`);
    return response.text();
  };
  const present = await servePresent(readPage, clock.offsetMs);
  const prometheus = await startPrometheus({
    targets: [present.target],
    scrapeIntervalSeconds: 1,
    rules: compressedRules(),
  });
  const told = new Map<string, number>();
  const explanations: Explanation[] = [];
  let before: ReadonlySet<AlertTitle> = new Set();
  let isStopped = false;

  /** What explains an alert now: events that last, or ended as long ago as it goes on by itself. */
  const reasonsOf = (title: AlertTitle) => {
    const [alert] = title.split(' ') as [AlertName];
    const lastsMs = 1000 * setting.seconds(values.alerts[alert].keepFiringFor) + SEEN_WITHIN_MS;
    return explanations.filter(
      ({ titles, overAt }) => titles.includes(title) && performance.now() <= overAt + lastsMs,
    );
  };
  const look = async () => {
    const firing = await firingIn(prometheus);
    for (const title of firing) {
      if (!before.has(title)) told.set(title, (told.get(title) ?? 0) + 1);
      const reasons = reasonsOf(title);
      for (const reason of reasons) reason.told.add(title);
      findings.check('no lie', reasons.length > 0 || always.includes(title), () => `${title} fired`);
    }
    before = firing;
  };
  const run = async () => {
    while (!isStopped) {
      const next = new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      await look();
      await next;
    }
  };
  const running = run();
  return {
    told,
    begin(name, { explains = [], raises }) {
      const own = raises === undefined ? explains : [...explains, raises];
      // Nobody knows then whether what fires already is over: it goes on, and says so.
      const isBlind = own.some((title) => /^Hubscope(Source|Exporter)Down/.test(title));
      const goingOn = isBlind ? [...before].filter((title) => reasonsOf(title).length > 0) : [];
      const titles = [...own, ...goingOn];
      const explanation: Explanation = { titles, told: new Set(), overAt: Infinity };
      explanations.push(explanation);
      return () => {
        explanation.overAt = performance.now();
        if (raises === undefined) return;
        findings.check('no silence', explanation.told.has(raises), () => `${name}, and no ${raises}`);
      };
    },
    async stop() {
      isStopped = true;
      await running;
      await prometheus.stop();
      await present.stop();
    },
  };
}

async function firingIn(prometheus: PrometheusServer): Promise<Set<AlertTitle>> {
  const samples = await prometheus.query('ALERTS{alertstate="firing"}');
  return new Set(
    samples.map(({ metric: { alertname = '', source } }) => {
      return (source === undefined ? alertname : `${alertname} ${source}`) as AlertTitle;
    }),
  );
}
