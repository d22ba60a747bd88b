import { setImmediate as nextTurn } from 'node:timers/promises';

/** One sample of a family. */
export interface Sample {
  labels: Readonly<Record<string, string>>;
  value: number;
  /** What follows the family's name, for histograms and summaries: `_sum`, `_count`, `_bucket`. */
  suffix?: string;
}

/** A family with the samples it has now; without samples it is left out of the page. */
export interface FamilySamples {
  name: string;
  type: string;
  help: string;
  samples: readonly Sample[];
}

/** The two text formats that Prometheus reads. */
export type Format = 'text' | 'openmetrics';

/** Content types by format; Prometheus 3 refuses a scrape without a known one. */
export const contentTypes: Record<Format, string> = {
  text: 'text/plain; version=0.0.4; charset=utf-8',
  openmetrics: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
};

/** Lines rendered before the event loop gets a turn: a few milliseconds' worth. */
const LINES_PER_TURN = 500;

/** Lines of families that were rendered before, by their lists of samples, which nobody changes. */
export type RenderedLines = WeakMap<readonly Sample[], string>;

/** Renders a page of metrics. Every family stands once, its samples together. `known` gains what is rendered. */
export async function render(
  families: readonly FamilySamples[],
  format: Format,
  known: RenderedLines = new WeakMap(),
): Promise<string> {
  const chunks: string[] = [];
  const labelSet = labelWriter();
  let written = 0;
  for (const family of families) {
    if (family.samples.length === 0) continue;
    chunks.push(metadata(family, format));
    let lines = known.get(family.samples);
    if (lines === undefined) {
      lines = '';
      for (const { suffix = '', labels, value } of family.samples) {
        lines += `${family.name}${suffix}${labelSet(labels)} ${number(value)}\n`;
        written += 1;
        if (written % LINES_PER_TURN === 0) await nextTurn();
      }
      known.set(family.samples, lines);
    }
    chunks.push(lines);
  }
  if (format === 'openmetrics') chunks.push('# EOF\n');
  return chunks.join('');
}

function metadata({ name, type, help }: FamilySamples, format: Format): string {
  // OpenMetrics names a counter's family without the suffix that its samples have.
  const family = format === 'openmetrics' && type === 'counter' ? name.replace(/_total$/, '') : name;
  const text = help.replace(/\\/g, '\\\\').replace(/\n/g, '\\n');
  const escaped = format === 'openmetrics' ? text.replace(/"/g, '\\"') : text;
  return `# HELP ${family} ${escaped}\n# TYPE ${family} ${type}\n`;
}

/** Writes label sets. A page has few values, and many samples share a label set: each is written once. */
function labelWriter(): (labels: Readonly<Record<string, string>>) => string {
  const values = new Map<string, string>();
  const sets = new Map<object, string>();
  const write = (labels: Readonly<Record<string, string>>) => {
    let pairs = '';
    for (const name of Object.keys(labels)) {
      const value = labels[name] ?? '';
      let written = values.get(value);
      if (written === undefined) values.set(value, (written = labelValue(value)));
      pairs += `${pairs === '' ? '{' : ','}${name}="${written}"`;
    }
    return pairs === '' ? '' : `${pairs}}`;
  };
  return (labels) => {
    let set = sets.get(labels);
    if (set === undefined) sets.set(labels, (set = write(labels)));
    return set;
  };
}

const LONGEST_LABEL = 128;

/** Names are typed by people: control characters go, form is normalised, length is bounded. */
function labelValue(value: string): string {
  const clean = /^[\x20-\x7e]*$/.test(value) ? value : value.normalize('NFC').replace(/\p{Cc}/gu, ' ');
  const bounded = clean.length > LONGEST_LABEL ? Array.from(clean).slice(0, LONGEST_LABEL).join('') : clean;
  return /[\\"]/.test(bounded) ? bounded.replace(/\\/g, '\\\\').replace(/"/g, '\\"') : bounded;
}

function number(value: number): string {
  if (Number.isFinite(value)) return String(value);
  if (Number.isNaN(value)) return 'NaN';
  return value > 0 ? '+Inf' : '-Inf';
}
