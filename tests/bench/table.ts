/** Two things measured in one run, line by line in the same unit. */
export interface Comparison {
  title: string;
  /** What the two columns are. */
  columns: readonly [string, string];
  rows: readonly { what: string; unit: string; values: readonly [number, number] }[];
}

/** Makes lines of a comparison from two findings of a kind. */
export const linesOf =
  <Found extends object>(first: Found, second: Found) =>
  (
    what: string,
    unit: string,
    figure: { [Name in keyof Found]: Found[Name] extends number ? Name : never }[keyof Found],
  ) => ({
    what,
    unit,
    values: [Number(first[figure]), Number(second[figure])] as const,
  });

/** The value at a share (0 to 1) of measurements. */
export function percentile(measurements: readonly number[], share: number): number {
  const sorted = [...measurements].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}

const figure = (value: number) => (value >= 100 ? String(Math.round(value)) : value.toPrecision(3));

/** A page with a table per comparison; the ratio is the first column over the second. */
export function markdown(heading: string, comparisons: readonly Comparison[]): string {
  const tables = comparisons.flatMap(({ title, columns, rows }) => [
    `## ${title}`,
    '',
    `| what | unit | ${columns.join(' | ')} | ratio |`,
    '|---|---|---|---|---|',
    ...rows.map(({ what, unit, values: [first, second] }) => {
      return `| ${what} | ${unit} | ${figure(first)} | ${figure(second)} | ${figure(first / second)} |`;
    }),
    '',
  ]);
  return ['# Benchmark', '', `${heading}. Made by \`npm run bench\`.`, '', ...tables].join('\n');
}
