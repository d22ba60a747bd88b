import { dateTimeForTimeZone, dateTimeFormat, type Field, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { durationText } from '@hubscope/panel-kit/format/age.ts';
import { displayOf, wholeText } from '@hubscope/panel-kit/format/figure.ts';
import { localNumber } from '@hubscope/panel-kit/format/language.ts';
import type { Column } from './columns.ts';
import type { Entry } from './entries.ts';
import type { Mode, Part } from './options.ts';
import { markOf, type Tone } from './status.ts';

/** What stands in a line of a cell. */
export type Line =
  /** `whole`: all of it, where the line has less. `slow` has a mark beside its colour. */
  | { look: 'text'; text: string; whole?: string; slow?: boolean }
  | { look: 'pill'; text: string; tone: Tone; spoken?: string }
  /** Runs since some instant, in Unix ms. */
  | { look: 'clock'; since: number; slow: boolean }
  /** How long ago an instant is; `live`: what began then goes on. */
  | { look: 'age'; since: number; live: boolean };

/** What a row draws. */
export interface Cells {
  columns: readonly { over: Line; under: Line | null }[];
  /** The column whose first line leads somewhere; null: none does. */
  leads: number | null;
  /** The newest answer no longer has it. */
  left: boolean;
}

/** What lines are made with. */
export interface Drawn {
  mode: Mode;
  fields: ReadonlyMap<Part, Field>;
  theme: GrafanaTheme2;
  zone: string;
  /** Unix ms when the day of the newest row began: older rows say their day. */
  today: number;
}

const SEPARATOR = ' · ';
const nothing: Line = { look: 'text', text: '—' };

const plain = (text: string | null | undefined, whole?: string): Line | null =>
  text === null || text === undefined
    ? null
    : { look: 'text', text, ...(whole === undefined ? {} : { whole }) };

/** When the day of the newest row began, where the rows are read. */
export function dayOf(entries: readonly Entry[], zone: string): number {
  const newest = entries.find(({ at }) => at !== null)?.at ?? null;
  return newest === null ? 0 : dateTimeForTimeZone(zone, newest).startOf('day').valueOf();
}

function timeLine({ at }: Entry, { zone: timeZone, today }: Drawn): Line | null {
  if (at === null) return null;
  const whole = dateTimeFormat(at, { timeZone, format: 'YYYY-MM-DD HH:mm:ss z' });
  return plain(at >= today ? whole.slice(11, 19) : whole.slice(5, 16), whole);
}

/** A measured time; the unit of its field is minded where it is not the usual one. */
function measured(
  field: Field | undefined,
  ms: number | null | undefined,
  theme: GrafanaTheme2,
): string | null {
  if (ms === null || ms === undefined) return null;
  const unit = field?.config.unit ?? 'ms';
  return field === undefined || unit === 'ms'
    ? durationText(ms / 1000)
    : wholeText(displayOf(field, ms, theme));
}

function latencyLine({ phase, slow, at, numbers: { durationMs } }: Entry, drawn: Drawn): Line | null {
  if (phase === 'running' && at !== null) return { look: 'clock', since: at, slow };
  if (phase === 'left') return plain('?');
  const text = measured(drawn.fields.get('latency'), durationMs, drawn.theme);
  return text === null ? null : { look: 'text', text, slow };
}

function ageLine({ phase, at }: Entry): Line | null {
  return at === null ? null : { look: 'age', since: at, live: phase === 'INIT' || phase === 'BUSY' };
}

function modelLine({ texts: { model, models, billedModel, blockedBy } }: Entry): Line | null {
  const name = model ?? models ?? billedModel ?? null;
  if (name === null)
    return blockedBy === null || blockedBy === undefined ? null : plain(blockedText(blockedBy));
  const isOther = billedModel !== null && billedModel !== undefined && billedModel !== name;
  return plain(
    name,
    isOther
      ? t('activity.billed', '{{model}}, billed as {{billed}}', {
          model: name,
          billed: billedModel,
        })
      : name,
  );
}

/** Why a request never went to a provider, as the gateway calls it (gateway.md 1.2). */
const blockedText = (by: string): string =>
  by === 'warmup'
    ? t('activity.blocked.warmup', 'warm-up')
    : t('activity.blocked.other', 'blocked: {{by}}', { by: by.replaceAll('_', ' ') });

const providerLine = ({ texts: { provider, providers, blockedBy } }: Entry): Line | null =>
  plain(
    provider ?? providers ?? (blockedBy === null || blockedBy === undefined ? null : blockedText(blockedBy)),
  );

/** A session's id without what all of them begin with. */
const SHORT = 8;
export const shortId = (id: string): string => (id.split(/[:_]/).at(-1) ?? id).slice(0, SHORT);

const sessionLine = ({ id, texts: { session } }: Entry, { mode }: Drawn): Line | null => {
  const whole = mode === 'sessions' ? id : session;
  return whole === null || whole === undefined ? null : plain(shortId(whole), whole);
};

/** All tokens of a row; null when none of them are known. */
export function tokensOf({ numbers }: Pick<Entry, 'numbers'>): number | null {
  const { inputTokens, outputTokens, cacheCreationTokens, cacheReadTokens } = numbers;
  return [inputTokens, outputTokens, cacheCreationTokens, cacheReadTokens].reduce<number | null>(
    (sum, value) => (value === null || value === undefined ? sum : (sum ?? 0) + value),
    null,
  );
}

const compact = (value: number): string =>
  localNumber(value, { notation: 'compact', maximumSignificantDigits: 3 });

/** What a part says where it is the first line of its column. */
export function overLine(part: Part, entry: Entry, drawn: Drawn): Line | null {
  const { mode, fields, theme } = drawn;
  const { texts, numbers } = entry;
  switch (part) {
    case 'time':
      return timeLine(entry, drawn);
    case 'session':
      return sessionLine(entry, drawn);
    case 'user':
      return plain(texts.user);
    case 'key':
      return plain(texts.key);
    case 'model':
      return modelLine(entry);
    case 'provider':
      return providerLine(entry);
    case 'status':
      return { look: 'pill', ...markOf(entry, fields.get('status'), theme) };
    case 'latency':
      return mode === 'requests' ? latencyLine(entry, drawn) : ageLine(entry);
    case 'ttft':
      return plain(measured(fields.get('ttft'), numbers.ttftMs, theme));
    case 'duration':
      return plain(measured(fields.get('duration'), numbers.durationMs, theme));
    case 'requests':
      return plain(amount(numbers.requests, localNumber));
    case 'tokens':
      return plain(amount(tokensOf(entry), compact));
    case 'cost':
      return costLine(entry, drawn);
  }
}

const amount = (value: number | null | undefined, text: (value: number) => string): string | null =>
  value === null || value === undefined ? null : text(value);

function costLine({ numbers: { cost } }: Entry, { fields, theme }: Drawn): Line | null {
  const field = fields.get('cost');
  return field === undefined || cost === null || cost === undefined
    ? null
    : plain(wholeText(displayOf(field, cost, theme)).trim());
}

const under: Partial<Record<Part, (value: string) => string>> = {
  ttft: (value: string) => t('activity.under.ttft', 'TTFT {{value}}', { value }),
  duration: (value: string) => t('activity.under.duration', '{{value}} in all', { value }),
  requests: (value: string) => t('activity.under.requests', '{{value}} req', { value }),
  tokens: (value: string) => t('activity.under.tokens', '{{value}} tok', { value }),
};

/** A part's line under another one, where it has to say what it is. */
export const underText = (part: Part, line: Line | null): string | null =>
  line?.look === 'text' ? (under[part]?.(line.text) ?? line.text) : null;

function underLine(column: Column, entry: Entry, drawn: Drawn): Line | null {
  const said = column.under.flatMap((part) => underText(part, overLine(part, entry, drawn)) ?? []);
  return said.length === 0 ? null : plain(said.join(SEPARATOR));
}

/** Parts whose links a row has; the first of them that is drawn leads to all. */
export const linked: Readonly<Record<Mode, readonly Part[]>> = {
  requests: ['model', 'user', 'provider', 'key'],
  sessions: ['user', 'model', 'provider', 'key'],
};

/** What a row draws. `leads`: whether somebody could follow links. */
export function cellsOf(entry: Entry, columns: readonly Column[], drawn: Drawn, leads: boolean): Cells {
  const lines = columns.map((column) => ({
    over: overLine(column.over, entry, drawn),
    under: underLine(column, entry, drawn),
  }));
  const names = linked[drawn.mode];
  const first = names
    .map((part) => columns.findIndex(({ over }) => over === part))
    .find((index) => (lines[index]?.over ?? null) !== null);
  const follows = leads && entry.told && names.some((part) => hasLink(drawn.fields.get(part)));
  return {
    columns: lines.map(({ over, under }) => ({ over: over ?? nothing, under })),
    leads: follows ? (first ?? null) : null,
    left: !entry.told,
  };
}

const hasLink = (field: Field | undefined): boolean => (field?.config.links?.length ?? 0) > 0;
