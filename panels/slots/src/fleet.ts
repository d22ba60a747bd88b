import type { DataFrame } from '@grafana/data';
import { fieldOf, findFrame, numberAt } from '@hubscope/panel-kit/data/fields.ts';
import type { Slot } from './reading.ts';

/** All limited capacity of enabled providers. Figures are null when one provider's use is not known. */
export interface Fleet {
  limit: number;
  used: number | null;
  /** One that is overused takes no slot from another. */
  left: number | null;
  /** Share in use; null also when nothing has a limit. */
  ratio: number | null;
}

/** The fleet as the answer's second frame tells it, else of the providers that are shown. */
export function fleetOf(series: readonly DataFrame[], slots: readonly Slot[]): Fleet {
  const frame = findFrame(series, ['limit', 'used', 'left']);
  return frame !== undefined && frame.length > 0 ? toldBy(frame) : sumOf(slots);
}

function toldBy(frame: DataFrame): Fleet {
  const at = (name: string) => numberAt(fieldOf(frame, name), 0);
  const limit = at('limit') ?? 0;
  return withRatio({ limit, used: at('used'), left: at('left') });
}

function sumOf(slots: readonly Slot[]): Fleet {
  const limited = slots.filter(({ enabled, limit }) => enabled && limit !== null);
  const sum = (value: (slot: Slot) => number | null) =>
    limited.reduce<number | null>((total, slot) => {
      const next = value(slot);
      return total === null || next === null ? null : total + next;
    }, 0);
  return withRatio({
    limit: sum(({ limit }) => limit) ?? 0,
    used: sum(({ used }) => used),
    left: sum(({ used, limit }) => (used === null ? null : Math.max(0, (limit ?? 0) - used))),
  });
}

const withRatio = ({ limit, used, left }: Omit<Fleet, 'ratio'>): Fleet => ({
  limit,
  used,
  left,
  ratio: left === null || limit === 0 ? null : (limit - left) / limit,
});
