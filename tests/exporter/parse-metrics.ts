/** A metrics page: family and labels to value. */
export interface Metrics {
  /** Value of the one series with these labels; undefined when the page has none. */
  value: (name: string, labels?: Record<string, string>) => number | undefined;
  /** All series of a name. */
  series: (name: string) => { labels: Record<string, string>; value: number }[];
  text: string;
}

/** Parses the text format as far as our own pages use it. */
export function parseMetrics(text: string): Metrics {
  const all = text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const match = /^([a-z_:][a-z0-9_:]*)(?:\{(.*)\})? (\S+)$/i.exec(line);
      if (match === null) throw new Error(`not a sample: ${line}`);
      const [, name = '', pairs = '', value = ''] = match;
      const labels = [...pairs.matchAll(/([a-z_]+)="((?:[^"\\]|\\.)*)"/g)].map(
        ([, label = '', text = '']): [string, string] => [label, text.replace(/\\(.)/g, '$1')],
      );
      return { name, labels: Object.fromEntries(labels), value: Number(value) };
    });
  const series = (name: string) => all.filter((sample) => sample.name === name);
  return {
    text,
    series,
    value: (name, labels = {}) =>
      series(name).find((sample) =>
        Object.entries(labels).every(([label, value]) => sample.labels[label] === value),
      )?.value,
  };
}
