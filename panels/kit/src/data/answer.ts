import { LoadingState, type DataFrame, type PanelData } from '@grafana/data';
import { t } from '../format/t.ts';

/** How far an answer can be trusted, as the exporter says: now, some time ago, or not at all. */
export type Quality = 'fresh' | 'stale' | 'unknown';

/** What a panel's data says beside its figures. */
export interface Answer {
  /** `failed`: nothing was ever shown. A failure after that is told beside the last figures. */
  phase: 'loading' | 'failed' | 'ready';
  quality: Quality;
  /** Age of what is stale, when it is known. */
  ageSeconds: number | null;
  /** Why it is unknown, stale or failed; null when there is nothing to say. */
  reason: string | null;
  /** ISO instant of the figures. */
  asOf: string | null;
  /** The gateway's zone, which "today" means. */
  timezone: string | null;
}

/** What Hubscope's data source says in `meta.custom` of each frame; frames of others say nothing, and are fresh. */
interface Said {
  quality: Quality;
  ageSeconds: number | null;
  reason: string | null;
  asOf: string | null;
  timezone: string | null;
}

const order: readonly Quality[] = ['fresh', 'stale', 'unknown'];

const isQuality = (value: unknown): value is Quality => order.some((quality) => quality === value);
const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** Reads what is said of figures, of a frame (`meta.custom`) or of a field (`config.custom`). */
export function saidOf(custom: unknown): Said | null {
  if (typeof custom !== 'object' || custom === null) return null;
  const { quality, ageSeconds, reason, asOf, timezone } = custom as Readonly<Record<string, unknown>>;
  if (!isQuality(quality)) return null;
  return {
    quality,
    ageSeconds: typeof ageSeconds === 'number' ? ageSeconds : null,
    reason: textOrNull(reason),
    asOf: textOrNull(asOf),
    timezone: textOrNull(timezone),
  };
}

const hasRows = (frames: readonly DataFrame[]): boolean => frames.some(({ length }) => length > 0);

/** What the data of a panel says. The least trustworthy of its frames speaks for all. */
export function answerOf({ state, series, errors }: Pick<PanelData, 'state' | 'series' | 'errors'>): Answer {
  const said = series
    .map(({ meta }) => saidOf(meta?.custom))
    .filter((each) => each !== null)
    .sort((one, other) => order.indexOf(other.quality) - order.indexOf(one.quality));
  const worst = said[0];
  const failure =
    errors?.[0]?.message ??
    (state === LoadingState.Error ? t('kit.failed.unsaid', 'No reason was given') : null);
  const shown = hasRows(series) || worst !== undefined;
  if (!shown && failure !== null) {
    return {
      phase: 'failed',
      quality: 'unknown',
      ageSeconds: null,
      reason: failure,
      asOf: null,
      timezone: null,
    };
  }
  if (series.length === 0 && (state === LoadingState.Loading || state === LoadingState.NotStarted)) {
    return {
      phase: 'loading',
      quality: 'unknown',
      ageSeconds: null,
      reason: null,
      asOf: null,
      timezone: null,
    };
  }
  const quality = worst?.quality ?? 'fresh';
  return {
    phase: 'ready',
    // Figures that could not be asked for again are old, whatever they said when they came.
    quality: failure !== null && quality === 'fresh' ? 'stale' : quality,
    ageSeconds: worst?.ageSeconds ?? null,
    reason: failure ?? worst?.reason ?? null,
    asOf: worst?.asOf ?? null,
    timezone: worst?.timezone ?? null,
  };
}
