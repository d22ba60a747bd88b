import { setTimeout as delay } from 'node:timers/promises';
import type { Health } from '../../exporter/src/contract/index.ts';
import type { Metrics } from './parse-metrics.ts';
import type { ExporterProcess } from './process.ts';
import {
  inflightReference,
  liveReference,
  overviewReference,
  quotaGauges,
  type Reference,
} from './reference.ts';
import type { Stack } from './stack.ts';

/** A gauge that differs from its reference. */
export interface Difference {
  series: string;
  exporter: number | undefined;
  reference: number | undefined;
}

const questions = [
  'overview',
  'inflight_requests',
  'provider_quotas',
  'user_quotas',
  'key_quotas',
  'provider_slots',
  'concurrent_sessions',
  'circuit_states',
] as const;

const healthOf = async (exporter: ExporterProcess) =>
  (await (await exporter.get('/api/v1/health')).json()) as Health;

/** Moments that the answers on the page hold for; undefined while one of them is unknown. */
function moments(health: Health): Record<(typeof questions)[number], string> | undefined {
  const entries = questions.map((name) => [name, health.questions[name]?.asOf] as const);
  return entries.every(([, asOf]) => typeof asOf === 'string')
    ? (Object.fromEntries(entries) as Record<(typeof questions)[number], string>)
    : undefined;
}

/** A page together with the moments it holds for: the same before and after, so that no beat fell between. */
async function pageWithMoments(exporter: ExporterProcess) {
  for (;;) {
    const before = moments(await healthOf(exporter));
    const page = await exporter.scrape();
    const after = moments(await healthOf(exporter));
    if (before !== undefined && JSON.stringify(before) === JSON.stringify(after)) return { page, at: before };
    await delay(50);
  }
}

/** Finds a series by a key such as `name{label="value"}`, whose labels may be fewer than the series has. */
function valueOf(page: Metrics, key: string): number | undefined {
  const [, name = '', pairs = ''] = /^([a-z0-9_]+)(?:\{(.*)\})?$/.exec(key) ?? [];
  const labels = [...pairs.matchAll(/(\w+)="([^"]*)"/g)].map(([, label = '', value = '']) => [label, value]);
  return page.value(name, Object.fromEntries(labels) as Record<string, string>);
}

/** Counts and money must be equal; a quotient may differ in its last bit, an instant read off two clocks by 0.1 s. */
function toleranceOf(series: string, wanted: number): number {
  if (/_ratio|_avg_/.test(series)) return 1e-12 * Math.abs(wanted);
  return /reset_timestamp.*"5h"/.test(series) ? 0.1 : 0;
}

/**
 * Compares every gauge with an independent count on a gateway that stands still, at the very moments that the
 * exporter says its answers hold for.
 * `since` (Unix ms): answers from before it are waited out.
 */
export async function differences(
  stack: Stack,
  exporter: ExporterProcess,
  timezone: string,
  since: number,
): Promise<Difference[]> {
  const { page, at } = await pageWithMoments(exporter);
  if (questions.some((name) => Date.parse(at[name]) < since)) {
    await delay(200);
    return differences(stack, exporter, timezone, since);
  }
  const quotas = (scope: 'provider' | 'user' | 'key') =>
    quotaGauges(stack.database, stack.cache, scope, at[`${scope}_quotas`], timezone);
  const reference: Reference = new Map([
    ...(await overviewReference(stack.database, at.overview, timezone)),
    ...(await inflightReference(stack.database, at.inflight_requests)),
    ...(await quotas('provider')),
    ...(await quotas('user')),
    ...(await quotas('key')),
    ...(await liveReference(stack.database, stack.cache, at)),
  ]);
  return [...reference].flatMap(([series, wanted]) => {
    const found = valueOf(page, series);
    const same =
      found !== undefined && wanted !== undefined
        ? Math.abs(found - wanted) <= toleranceOf(series, wanted)
        : found === wanted;
    return same ? [] : [{ series, exporter: found, reference: wanted }];
  });
}
