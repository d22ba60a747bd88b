import type { Answer, Overview } from '../../exporter/src/contract/index.ts';
import { overviewReference } from '../exporter/reference.ts';
import { waitUntil } from '../servers/wait-until.ts';
import type { Findings } from './findings.ts';
import type { Watch } from './watch.ts';
import { zone, type World } from './world.ts';

/** Rests and late looks of the exporter are over by then, also on a busy machine. */
const WITHIN_MS = 120_000;
const RATIO_ROUNDING = 1e-12;

/** Lets the gateway stand still, and compares headline figures and counters with plain SQL. */
export async function compareAtRest(
  world: World,
  findings: Findings,
  watch: Watch,
  isObserved: boolean,
): Promise<void> {
  await world.gateway().pause();
  try {
    if (world.shape() === 'current') {
      const since = Date.now();
      let differences: string[] = ['no fresh answer'];
      await waitUntil(
        'headline figures equal plain SQL',
        async () => {
          differences = await headlineDifferences(world, since);
          return differences.length === 0;
        },
        WITHIN_MS,
        500,
      ).catch(() => undefined);
      findings.check('equal to SQL', differences.length === 0, () => differences.join('; '));
    }
    if (isObserved) await watch.compareCounters(WITHIN_MS);
  } finally {
    world.gateway().resume();
  }
}

async function headlineDifferences({ exporter, stack }: World, since: number): Promise<string[]> {
  const answer = (await (await exporter().get('/api/v1/overview')).json()) as Answer<Overview>;
  const { quality, asOf, value } = answer;
  if (quality !== 'fresh' || value === null || asOf === null || Date.parse(asOf) < since) {
    return [`the answer is ${quality}, of ${String(asOf)}`];
  }
  const reference = await overviewReference(stack.database, asOf, zone);
  const figures = (name: string, figures: Overview['today']) =>
    [
      [`cch_${name}_requests`, figures.requests],
      [`cch_${name}_cost_usd`, figures.costUsd === null ? undefined : Number(figures.costUsd)],
      [`cch_${name}_avg_response_seconds`, figures.avgResponseSeconds ?? undefined],
      [`cch_${name}_error_ratio`, figures.errorRatio ?? undefined],
    ] as const;
  const shown = [
    ...figures('today', value.today),
    ...figures('yesterday_same_period', value.yesterdaySamePeriod),
    ['cch_requests_per_minute', value.requestsPerMinute] as const,
  ];
  return shown.flatMap(([name, found]) => {
    const wanted = reference.get(name);
    const isSame =
      found === wanted ||
      (found !== undefined &&
        wanted !== undefined &&
        Math.abs(found - wanted) <= RATIO_ROUNDING * Math.abs(wanted));
    return isSame ? [] : [`${name} is ${String(found)}, and ${String(wanted)} in SQL at ${asOf}`];
  });
}
