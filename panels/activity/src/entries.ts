import { useMemo, useState } from 'react';
import type { DataFrame } from '@grafana/data';
import { alike } from '@hubscope/panel-kit/data/alike.ts';
import { fieldOf, findFrame, numberAt, textAt } from '@hubscope/panel-kit/data/fields.ts';
import { modes, type Mode, type Options } from './options.ts';

/** Fields without which there is nothing to list. */
const needed: Readonly<Record<Mode, readonly string[]>> = {
  requests: ['startedAt', 'statusCode', 'durationMs'],
  sessions: ['id', 'state', 'lastRequestAt'],
};

/** Fields that rows tell of, where the frame has them. */
const texts = [
  'user',
  'key',
  'provider',
  'model',
  'billedModel',
  'blockedBy',
  'session',
  'providers',
  'models',
] as const;
const numbers = [
  'statusCode',
  'durationMs',
  'ttftMs',
  'cost',
  'inputTokens',
  'outputTokens',
  'cacheCreationTokens',
  'cacheReadTokens',
  'requests',
  'inFlight',
] as const;
type TextName = (typeof texts)[number];
type NumberName = (typeof numbers)[number];

/**
 * What a row is up to. Of requests: `running`, `ok` with a status below 400, `failed` with one above, `ended` without any,
 * `lost` without an end for so long that it is not taken for running. Of sessions their own states; `unknown`: nobody
 * knows. `left`: it was in flight when the answer last had it.
 */
export type Phase =
  'running' | 'ok' | 'failed' | 'ended' | 'lost' | 'INIT' | 'BUSY' | 'IDLE' | 'FAIL' | 'unknown' | 'left';

/** A request, or a session: its own values, so that it outlives its frame while somebody reads it. */
export interface Entry {
  /** Tells rows apart from one answer to the next. */
  id: string;
  phase: Phase;
  slow: boolean;
  /** Whether its newest answer still has it. */
  told: boolean;
  /** Unix ms by which rows are in order: when a request began, when a session's newest one did. */
  at: number | null;
  texts: Readonly<Partial<Record<TextName, string | null>>>;
  numbers: Readonly<Partial<Record<NumberName, number | null>>>;
}

/** What the panel found. */
export interface Found {
  mode: Mode;
  frame: DataFrame;
  /** Newest first. */
  entries: readonly Entry[];
  /** Rows of the frame, by their ids. */
  rowOf: ReadonlyMap<string, number>;
}

/** Reads requests or sessions; undefined when no frame has them. */
export function readEntries(
  series: readonly DataFrame[],
  { mode, slowSeconds, rows }: Pick<Options, 'mode' | 'slowSeconds' | 'rows'>,
): Found | undefined {
  for (const wanted of mode === 'auto' ? modes : [mode]) {
    const frame = findFrame(series, needed[wanted]);
    if (frame === undefined) continue;
    const entries = entriesOf(frame, wanted, slowSeconds * 1000);
    return {
      mode: wanted,
      frame,
      entries: newestFirst(entries).slice(0, Math.max(1, rows)),
      rowOf: new Map(entries.map(({ id }, row) => [id, row])),
    };
  }
  return undefined;
}

/** The same entries, of which those that say what they said before are the ones from before. */
export function shareEntries(before: readonly Entry[], now: readonly Entry[]): Entry[] {
  const known = new Map(before.map((entry) => [entry.id, entry]));
  return now.map((entry) => {
    const last = known.get(entry.id);
    return last !== undefined && alike(last, entry) ? last : entry;
  });
}

/** The same, again with new data: what has not changed stays the same object, and is neither read nor drawn anew. */
export function useEntries(
  series: readonly DataFrame[],
  { mode, slowSeconds, rows }: Pick<Options, 'mode' | 'slowSeconds' | 'rows'>,
): Found | undefined {
  const read = useMemo(
    () => readEntries(series, { mode, slowSeconds, rows }),
    [series, mode, slowSeconds, rows],
  );
  const [kept, setKept] = useState({ read, found: read });
  if (kept.read === read) return kept.found;
  const found =
    read === undefined
      ? undefined
      : { ...read, entries: shareEntries(kept.found?.entries ?? [], read.entries) };
  setKept({ read, found });
  return found;
}

/** Names of needed fields that the data has not. */
export function missingFields(series: readonly DataFrame[], mode: Options['mode']): string[] {
  const wanted = needed[mode === 'auto' ? 'requests' : mode];
  const [first] = series;
  return wanted.filter((name) => first === undefined || fieldOf(first, name) === undefined);
}

/** What is not known to have begun is taken for about to, unless it idles. */
const newestAt = ({ at, phase }: Entry): number => at ?? (phase === 'IDLE' ? -Infinity : Infinity);

const newestFirst = (entries: readonly Entry[]): Entry[] =>
  [...entries].sort((one, other) => {
    const [begun, after] = [newestAt(one), newestAt(other)];
    return begun === after ? 0 : after - begun;
  });

function entriesOf(frame: DataFrame, mode: Mode, slowMs: number): Entry[] {
  const pick = <Name extends string>(names: readonly Name[]) =>
    names.flatMap((name) => {
      const field = fieldOf(frame, name);
      return field === undefined ? [] : [{ name, field }];
    });
  const [textFields, numberFields] = [pick(texts), pick(numbers)];
  const state = fieldOf(frame, 'state');
  const time = fieldOf(frame, mode === 'requests' ? 'startedAt' : 'lastRequestAt');
  const ids = idsOf(frame);
  return Array.from({ length: frame.length }, (_, row): Entry => {
    const said = textAt(state, row);
    const values: Partial<Record<NumberName, number | null>> = {};
    for (const { name, field } of numberFields) values[name] = numberAt(field, row);
    const words: Partial<Record<TextName, string | null>> = {};
    for (const { name, field } of textFields) words[name] = textAt(field, row);
    const phase = mode === 'requests' ? requestPhase(said, values) : sessionPhase(said);
    const at = numberAt(time, row);
    const slow = mode === 'requests' && (values.durationMs ?? 0) >= slowMs;
    // A clock tells it, from its beginning; else all that runs would be another in each answer.
    if (phase === 'running' && at !== null) delete values.durationMs;
    // The gateway prices a request at its end; until then it says 0.
    if (mode === 'requests' && phase === 'running' && values.cost === 0) delete values.cost;
    return { id: ids[row] ?? String(row), phase, slow, told: true, at, texts: words, numbers: values };
  });
}

/** Where no state is said, a request is in flight until it has a status or a duration. */
function requestPhase(
  state: string | null,
  { statusCode = null, durationMs = null }: Entry['numbers'],
): Phase {
  const finished = state === null ? statusCode !== null || durationMs !== null : state !== 'running';
  if (state === 'lost') return 'lost';
  if (!finished) return 'running';
  if (statusCode === null) return 'ended';
  return statusCode >= 400 ? 'failed' : 'ok';
}

const sessionPhases: readonly Phase[] = ['INIT', 'BUSY', 'IDLE', 'FAIL'];

const sessionPhase = (state: string | null): Phase =>
  sessionPhases.find((known) => known === state) ?? 'unknown';

/** What its fields say that tell rows apart, else by all that is known of a request from its first moment. */
function idsOf(frame: DataFrame): string[] {
  const named = fieldOf(frame, 'id');
  const said = (frame.meta?.uniqueRowIdFields ?? []).flatMap((index) => frame.fields[index] ?? []);
  const first = ['startedAt', 'user', 'key', 'model'].flatMap((name) => fieldOf(frame, name) ?? []);
  const fields = named !== undefined ? [named] : said.length > 0 ? said : first;
  const seen = new Map<string, number>();
  return Array.from({ length: frame.length }, (_, row) => {
    const id = fields.map((field) => textAt(field, row) ?? '').join('\t');
    const before = seen.get(id) ?? 0;
    seen.set(id, before + 1);
    return before === 0 ? id : `${id}\t${before}`;
  });
}
