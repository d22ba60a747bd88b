import type { DataFrame, Field } from '@grafana/data';
import { fieldOf, findFrame, numberAt, textAt } from '@hubscope/panel-kit/data/fields.ts';
import { judgementOf } from '@hubscope/panel-kit/format/figure.ts';
import type { Judgement } from '@hubscope/panel-kit/theme/colours.ts';

/** Fields without which there is nothing to draw. */
export const needed = ['provider', 'used', 'limit'] as const;

/** State of a circuit breaker; null where nobody knows it. */
export type Circuit = 'closed' | 'open' | 'half-open' | null;

/** Slots of a provider. */
export interface Slot {
  /** Tells providers apart from one answer to the next: names are not unique. */
  id: string;
  name: string;
  /** Row in its frame. */
  row: number;
  /** Null when it is not known. */
  used: number | null;
  /** Null when there is none. */
  limit: number | null;
  /** Used of limit; null when either is. May pass 1. */
  ratio: number | null;
  judgement: Judgement;
  circuit: Circuit;
  /** Unix ms at which an open breaker lets a request through on trial. */
  halfOpensAt: number | null;
  priority: number | null;
  enabled: boolean;
  /** Tokens of today. */
  volume: number | null;
}

/** What the panel found. */
export interface Found {
  frame: DataFrame;
  slots: Slot[];
  /** The field that says how full is too full. */
  levels: Field | undefined;
}

const circuits: readonly Circuit[] = ['closed', 'open', 'half-open'];

/** Reads providers; undefined when no frame has them. */
export function readSlots(series: readonly DataFrame[]): Found | undefined {
  const frame = findFrame(series, needed);
  if (frame === undefined) return undefined;
  const field = (name: string) => fieldOf(frame, name);
  const ratio = field('utilizationRatio');
  // The panel's thresholds stand with every number.
  const levels = ratio ?? field('used');
  const ids = idsOf(frame);
  const slots = Array.from({ length: frame.length }, (_, row): Slot => {
    const used = numberAt(field('used'), row);
    const said = numberAt(field('limit'), row);
    const limit = said === null || said <= 0 ? null : said;
    const share = used === null || limit === null ? null : (numberAt(ratio, row) ?? used / limit);
    const circuit: unknown = field('circuit')?.values[row];
    return {
      id: ids[row] ?? String(row),
      name: textAt(field('provider'), row) ?? '—',
      row,
      used,
      limit,
      ratio: share,
      judgement: judgeRatio(levels, share),
      circuit: circuits.find((known) => known === circuit) ?? null,
      halfOpensAt: numberAt(field('halfOpensAt'), row),
      priority: numberAt(field('priority'), row),
      enabled: field('enabled')?.values[row] !== false,
      volume: numberAt(field('tokensToday'), row),
    };
  });
  return { frame, slots, levels };
}

/** Ids that the answer gives, else names; the second of the same name is another one. */
function idsOf(frame: DataFrame): string[] {
  const said: unknown = frame.meta?.custom?.['ids'];
  if (Array.isArray(said) && said.length === frame.length) return said.map(String);
  const seen = new Map<string, number>();
  return Array.from({ length: frame.length }, (_, row) => {
    const name = textAt(fieldOf(frame, 'provider'), row) ?? '';
    const before = seen.get(name) ?? 0;
    seen.set(name, before + 1);
    return before === 0 ? name : `${name} ${before}`;
  });
}

/** How full is too full where the field does not say: the gateway's own levels (gateway.md 5.1). */
const gatewayLevels: readonly [from: number, judgement: Judgement][] = [
  [0.9, 'critical'],
  [0.7, 'warning'],
];

/** What a share of slots means. What is well within its limits is told by no colour of judgement. */
export function judgeRatio(field: Field | undefined, share: number | null): Judgement {
  if (share === null) return 'neutral';
  if (field === undefined || (field.config.thresholds?.steps.length ?? 0) < 2) {
    return gatewayLevels.find(([from]) => share >= from)?.[1] ?? 'neutral';
  }
  const judgement = judgementOf(field, share);
  return judgement === 'good' ? 'neutral' : judgement;
}
