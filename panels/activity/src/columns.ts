import type { DataFrame, Field } from '@grafana/data';
import { fieldOf } from '@hubscope/panel-kit/data/fields.ts';
import { parts, type Mode, type Part } from './options.ts';

/** How a row is laid out: one line in a tile, two, or one with a column for everything. */
export type Form = 'brief' | 'lines' | 'table';

/** One column of rows: a line, and what stands under it. */
export interface Column {
  over: Part;
  under: readonly Part[];
}

/** A column, and what becomes of it where there is no room. */
interface Spec extends Column {
  /** How soon it goes: those with the highest number first; 1 only when words were cut; 0 stays. */
  goes: number;
  /** Stands under it, too, once its own column has gone. */
  adopts?: Part;
}

const spec = (goes: number, over: Part, ...under: Part[]): Spec => ({ goes, over, under });

const specs: Readonly<Record<Form, Readonly<Record<Mode, readonly Spec[]>>>> = {
  brief: {
    requests: [spec(0, 'model'), spec(0, 'status'), spec(1, 'latency')],
    sessions: [spec(0, 'user'), spec(0, 'status'), spec(1, 'cost')],
  },
  lines: {
    requests: [
      spec(5, 'time'),
      spec(4, 'user', 'key'),
      { ...spec(0, 'model', 'provider'), adopts: 'user' },
      spec(0, 'status'),
      spec(1, 'latency', 'ttft'),
      spec(3, 'cost', 'tokens'),
    ],
    sessions: [
      spec(0, 'user', 'session'),
      spec(3, 'model', 'provider'),
      spec(0, 'status'),
      spec(4, 'latency', 'requests'),
      { ...spec(1, 'cost', 'tokens'), adopts: 'requests' },
    ],
  },
  table: {
    requests: [
      spec(0, 'time'),
      spec(0, 'user'),
      spec(2, 'key'),
      spec(1, 'session'),
      spec(0, 'model'),
      spec(0, 'provider'),
      spec(0, 'status'),
      spec(0, 'ttft'),
      spec(0, 'latency'),
      spec(0, 'tokens'),
      spec(0, 'cost'),
    ],
    sessions: [
      spec(0, 'session'),
      spec(0, 'user'),
      spec(2, 'key'),
      spec(0, 'model'),
      spec(0, 'provider'),
      spec(0, 'status'),
      spec(0, 'latency'),
      spec(1, 'duration'),
      spec(0, 'requests'),
      spec(0, 'tokens'),
      spec(0, 'cost'),
    ],
  },
};

/** Fields that tell each part, the first that is there. */
const sources: Readonly<Record<Mode, Readonly<Partial<Record<Part, readonly string[]>>>>> = {
  requests: {
    time: ['startedAt'],
    session: ['session'],
    user: ['user'],
    key: ['key'],
    model: ['model'],
    provider: ['provider'],
    status: ['statusCode'],
    ttft: ['ttftMs'],
    latency: ['durationMs'],
    tokens: ['inputTokens', 'outputTokens'],
    cost: ['cost'],
  },
  sessions: {
    session: ['id'],
    user: ['user'],
    key: ['key'],
    model: ['models'],
    provider: ['providers'],
    status: ['state'],
    latency: ['lastRequestAt'],
    duration: ['durationMs'],
    requests: ['requests'],
    tokens: ['inputTokens', 'outputTokens'],
    cost: ['cost'],
  },
};

/** Parts that the data has, and that are wanted, each with its field. */
export function partsOf(frame: DataFrame, mode: Mode, wanted: readonly Part[]): ReadonlyMap<Part, Field> {
  return new Map(
    parts.flatMap((part): [Part, Field][] => {
      if (wanted.length > 0 && !wanted.includes(part)) return [];
      const field = sources[mode][part]?.flatMap((name) => fieldOf(frame, name) ?? [])[0];
      return field === undefined ? [] : [[part, field]];
    }),
  );
}

/** Columns that a row may have. */
interface Candidate {
  columns: Column[];
  /** Some of them may go before words are cut. */
  spare: boolean;
}

/** Columns of a form, of the parts that there are: first all of them, then ever fewer. */
export function candidatesOf(form: Form, mode: Mode, there: ReadonlySet<Part>): Candidate[] {
  const all = specs[form][mode].flatMap(({ over, under, ...rest }): Spec[] => {
    const [first, ...others] = [over, ...under].filter((part) => there.has(part));
    return first === undefined ? [] : [{ ...rest, over: first, under: others }];
  });
  const most = Math.max(0, ...all.map(({ goes }) => goes));
  return Array.from({ length: most + 1 }, (_, gone) => {
    const kept = all.filter(({ goes }) => goes <= most - gone);
    const isShown = (part: Part) => kept.some(({ over, under }) => over === part || under.includes(part));
    const columns = kept.map(({ over, under, adopts }) => ({
      over,
      under: adopts !== undefined && there.has(adopts) && !isShown(adopts) ? [adopts, ...under] : under,
    }));
    return { columns, spare: most - gone > 1 };
  });
}

/** Parts that are words, and may be cut; all others are figures, and stand at the right. */
export const isWords = (part: Part): boolean =>
  ['session', 'user', 'key', 'model', 'provider'].includes(part);

/** Parts that stand at the left. */
export const isLeft = (part: Part): boolean => isWords(part) || part === 'time' || part === 'status';
