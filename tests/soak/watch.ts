import { Decimal } from 'decimal.js';
import type { Answer, Overview } from '../../exporter/src/contract/index.ts';
import { createCounterWatch } from '../exporter/counter-watch.ts';
import type { Metrics } from '../exporter/parse-metrics.ts';
import { waitUntil } from '../servers/wait-until.ts';
import type { Findings } from './findings.ts';
import { leastCounted, mostCounted, readDays, type ProviderSums, type WatchedDay } from './truth.ts';
import { zone, type World } from './world.ts';

/** Looks at the exporter once a second, whatever happens to it. */
export interface Watch {
  /** Counts of answers seen, by quality. */
  readonly answers: Readonly<Record<string, number>>;
  /** Counters against a ledger that stands still, as soon as they agree. */
  compareCounters: (withinMs: number) => Promise<void>;
  /** From now on the ledger adds up what was ever counted. */
  observe: () => void;
  stop: () => Promise<void>;
}

const LOOK_MS = 1000;
/**
 * An answer is fresh for 5 s, from a copy that may be as old and looks for deletions every 5 s (exporter: freshFor,
 * RECENT_MS, session.ts); a busy machine adds to all of them.
 */
const FRESH_FOR_MS = 30_000;

interface Look {
  at: number;
  days: Map<string, WatchedDay>;
}

const none = { requests: 0, costUsd: new Decimal(0) };
const nothing: WatchedDay = { ...none, deleted: none };

const dayIn = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' });

export function startWatch(world: World, findings: Findings): Watch {
  const counters = createCounterWatch();
  const answers: Record<string, number> = {};
  const looks: Look[] = [];
  let isObserved = false;
  let isStopped = false;

  const lookAtGateway = async () => {
    const days = await readDays(world.stack.database, world.shape());
    looks.push({ at: performance.now(), days });
    while (looks.length > 600) looks.shift();
  };

  /** Least and most of a day since a moment. What was deleted meanwhile may still be shown beside what came since. */
  const truth = (day: string, from: number) => {
    const before = looks.findLastIndex(({ at }) => at <= from);
    const known = looks.slice(Math.max(before, 0)).map(({ days }) => days.get(day) ?? nothing);
    const [first = nothing, last = nothing] = [known[0], known.at(-1)];
    const requests = known.map((each) => each.requests);
    const costs = known.map((each) => each.costUsd);
    return {
      requests: [
        Math.min(...requests),
        Math.max(...requests) + last.deleted.requests - first.deleted.requests,
      ],
      costUsd: [
        Decimal.min(...costs),
        Decimal.max(...costs)
          .plus(last.deleted.costUsd)
          .minus(first.deleted.costUsd),
      ],
    } as const;
  };

  const judge = (answer: Answer<Overview>, askedAt: number) => {
    answers[answer.quality] = (answers[answer.quality] ?? 0) + 1;
    const { quality, value, ageSeconds, reason, asOf } = answer;
    const isHonest =
      quality === 'fresh'
        ? value !== null && asOf !== null
        : quality === 'stale'
          ? value !== null && ageSeconds !== null && reason !== null
          : value === null && reason !== null;
    findings.check('never wrong', isHonest, () => JSON.stringify(answer));
    if (value === null || asOf === null || looks.length === 0) return;
    const day = dayIn.format(Date.parse(asOf));
    const { requests, costUsd } = truth(day, askedAt - (ageSeconds ?? 0) * 1000 - FRESH_FOR_MS);
    const shown = value.today;
    const isAmong =
      shown.requests >= requests[0] &&
      shown.requests <= requests[1] &&
      (shown.costUsd === null || (costUsd[0].lte(shown.costUsd) && costUsd[1].gte(shown.costUsd)));
    findings.check('never wrong', isAmong, () => {
      const figures = `${shown.requests} requests, ${String(shown.costUsd)} USD`;
      return `${quality} of ${asOf} (${day}): ${figures}; the gateway had ${requests.join(' to ')}, ${costUsd.join(' to ')}`;
    });
  };

  const lookAtExporter = async () => {
    const exporter = world.exporter();
    const response = await exporter.get('/api/v1/overview');
    const answer = response.ok ? ((await response.json()) as Answer<Overview>) : undefined;
    const askedAt = performance.now();
    const page = await exporter.scrape();
    for (const { series, from, to } of counters.read(page.text)) {
      findings.check('no fall', false, () => `${series} fell from ${from} to ${to}`);
    }
    findings.check('no fall', true, () => '');
    // What was counted a moment ago is in the ledger by now.
    await lookAtGateway().catch(() => undefined);
    if (answer !== undefined) judge(answer, askedAt);
    if (!isObserved || page.series('cch_requests_total').length === 0) return;
    const faults = wrongCounters(page, await mostCounted(world.stack.database), 1);
    findings.check('no more than the truth', faults.length === 0, () => faults.join('; '));
  };

  const run = async () => {
    while (!isStopped) {
      const next = new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      await lookAtGateway().catch(() => undefined);
      // An exporter or a server that is down gives nothing to judge.
      await lookAtExporter().catch(() => undefined);
      await next;
    }
  };
  const running = run();
  return {
    answers,
    observe() {
      isObserved = true;
    },
    async compareCounters(withinMs) {
      let faults = ['no page'];
      await waitUntil(
        'counters have what the ledger has',
        async () => {
          const page = await world.exporter().scrape();
          faults = wrongCounters(page, await leastCounted(world.stack.database), -1);
          return faults.length === 0;
        },
        withinMs,
        500,
      ).catch(() => undefined);
      findings.check('no less than the truth', faults.length === 0, () => faults.join('; '));
    },
    async stop() {
      isStopped = true;
      await running;
    },
  };
}

function sums(page: Metrics, family: string): Map<string, number> {
  const found = new Map<string, number>();
  for (const { labels, value } of page.series(family)) {
    const id = labels.provider_id ?? '';
    found.set(id, (found.get(id) ?? 0) + value);
  }
  return found;
}

/** Sums of doubles differ from a decimal sum by that share. */
const ROUNDING = 1e-9;

/** Providers whose counters are beyond a bound: an upper one, or (`sign` -1) a lower one. */
function wrongCounters(page: Metrics, bounds: ProviderSums, sign: 1 | -1): string[] {
  const requests = sums(page, 'cch_requests_total');
  const costs = sums(page, 'cch_cost_usd_total');
  return [...new Set([...bounds.keys(), ...requests.keys()])].flatMap((id) => {
    const bound = { requests: bounds.get(id)?.requests ?? 0, cost: bounds.get(id)?.costUsd.toNumber() ?? 0 };
    const shown = { requests: requests.get(id) ?? 0, cost: costs.get(id) ?? 0 };
    const holds =
      sign * (bound.requests - shown.requests) >= 0 &&
      sign * (bound.cost - shown.cost) >= -ROUNDING * Math.max(1, bound.cost);
    return holds
      ? []
      : [
          `provider ${id} shows ${shown.requests} requests and ${shown.cost} USD, the ledger ${bound.requests} and ${bound.cost}`,
        ];
  });
}
