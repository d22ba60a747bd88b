import type { DataFrame, Field } from '@grafana/data';
import { fieldOf, findFrame, numberAt, textAt } from '@hubscope/panel-kit/data/fields.ts';

/** Fields that tell what figures come from. */
export const needed = ['source', 'state'] as const;

/** The copy of the ledger answers, and is `equal` to it or not, or nobody has compared them yet. */
type CopyState = 'equal' | 'different' | 'loading' | 'uncompared';

export type LightState = 'up' | 'down' | 'unknown' | CopyState;

/** What figures come from, and how it is. */
export interface Light {
  /** `postgres`, `redis`, `ledger`, or whatever another data source calls it. */
  name: string;
  state: LightState;
  reason: string | null;
  /** Unix ms of the newest figures taken from it. */
  asOf: number | null;
  /** Of `different`: rows. */
  differences: number | null;
  /** Of `loading`: 0 to 1. */
  loadRatio: number | null;
}

/** The copy of the ledger that answers questions about usage. */
export interface LedgerCopy {
  /** False where PostgreSQL answers in its place. */
  isUsed: boolean;
  rows: number | null;
  /** Null before the first whole comparison. */
  differences: number | null;
}

/** In what amounts are shown. */
export interface Currency {
  code: string;
  rate: { perUsd: string; date: string | null } | null;
}

/** What the panel found beside what every answer says. */
export interface Reading {
  lights: Light[];
  ledger: LedgerCopy | null;
  currency: Currency | null;
  names: 'real' | 'masked' | 'pseudonym' | null;
}

/** The frame with a row for each source. */
export const sourcesFrame = (series: readonly DataFrame[]): DataFrame | undefined =>
  findFrame(series, needed);

/** Reads what there is; nothing of it is needed. */
export function readStage(series: readonly DataFrame[]): Reading {
  const frame = sourcesFrame(series);
  return {
    lights: frame === undefined ? measured(series) : lightsOf(frame),
    ledger: frame === undefined ? null : ledgerOf(frame),
    currency: first(series, currencyIn),
    names: first(series, namesIn),
  };
}

function lightsOf(frame: DataFrame): Light[] {
  const field = (name: string) => fieldOf(frame, name);
  return Array.from({ length: frame.length }, (_, row): Light => {
    const name = textAt(field('source'), row) ?? '?';
    const differences = numberAt(field('mismatchRows'), row);
    const loadRatio = numberAt(field('loadRatio'), row);
    const said = textAt(field('state'), row);
    const isUp = said === 'up';
    return {
      name,
      state: isUp ? upState(name, differences, loadRatio) : said === 'down' ? 'down' : 'unknown',
      reason: textAt(field('reason'), row),
      asOf: numberAt(field('asOf'), row),
      differences,
      loadRatio,
    };
  }).filter((_, row) => textAt(field('state'), row) !== 'not-configured');
}

function upState(name: string, differences: number | null, loadRatio: number | null): LightState {
  if (name !== 'ledger') return 'up';
  if (loadRatio !== null && loadRatio < 1) return 'loading';
  if (differences === null) return 'uncompared';
  return differences === 0 ? 'equal' : 'different';
}

function ledgerOf(frame: DataFrame): LedgerCopy | null {
  const row = fieldOf(frame, 'source')?.values.indexOf('ledger') ?? -1;
  if (row < 0) return null;
  return {
    isUsed: textAt(fieldOf(frame, 'state'), row) !== 'not-configured',
    rows: numberAt(fieldOf(frame, 'rows'), row),
    differences: numberAt(fieldOf(frame, 'mismatchRows'), row),
  };
}

/** Numbers with a label `source`, 1 for what answers and 0 for what does not: `cch_up` of Prometheus. */
function measured(series: readonly DataFrame[]): Light[] {
  return series.flatMap(({ fields, length }) =>
    fields
      .filter(
        (field): field is Field & { labels: { source: string } } => field.labels?.['source'] !== undefined,
      )
      .map(({ labels, ...field }): Light => {
        const value = numberAt(field, length - 1);
        return {
          name: labels.source,
          state: value === null ? 'unknown' : value > 0 ? 'up' : 'down',
          reason: null,
          asOf: null,
          differences: null,
          loadRatio: null,
        };
      }),
  );
}

type Custom = Readonly<Record<string, unknown>>;

/** What the first frame that says something of it says. */
function first<T>(series: readonly DataFrame[], read: (custom: Custom) => T | null): T | null {
  for (const { meta } of series) {
    const said = meta?.custom === undefined ? null : read(meta.custom);
    if (said !== null) return said;
  }
  return null;
}

function currencyIn({ currency }: Custom): Currency | null {
  if (typeof currency !== 'object' || currency === null) return null;
  const { code, rate } = currency as Custom;
  if (typeof code !== 'string') return null;
  if (typeof rate !== 'object' || rate === null) return { code, rate: null };
  const { perUsd, date } = rate as Custom;
  if (typeof perUsd !== 'string') return { code, rate: null };
  return { code, rate: { perUsd, date: typeof date === 'string' ? date : null } };
}

const styles = ['real', 'masked', 'pseudonym'] as const;

const namesIn = ({ names }: Custom): Reading['names'] => styles.find((style) => style === names) ?? null;

/**
 * Unix ms by the gateway's clock that all figures on the screen are at least as new as: the oldest of their sources. What
 * was in Redis is shown no longer once Redis is away.
 */
export function figuresAsOf(lights: readonly Light[], answered: number | null): number | null {
  const times = lights
    .filter(({ name, state }) => !(name === 'redis' && state === 'down'))
    .map(({ asOf }) => asOf)
    .filter((asOf) => asOf !== null);
  return times.length > 0 ? Math.min(...times) : answered;
}

/** Seconds after which what is shown is no longer of now. */
export const STALE_SECONDS = 15;

/** Lights as they are known after so many seconds without an answer: then nobody knows. */
export const lightsAfter = (lights: readonly Light[], seconds: number | null): readonly Light[] =>
  seconds !== null && seconds > STALE_SECONDS
    ? lights.map((light) => ({ ...light, state: 'unknown' as const, reason: null }))
    : lights;
