import { families, type Family } from '../../exporter/src/metrics/families.ts';

/** The README's table of metric families, in Markdown without a line end. */
export function metricsTable(): string {
  const rows = Object.entries<Family>(families).map(
    ([name, { type, labels, help }]) =>
      `| \`${name}\` | ${type} | ${labels.map((label) => `\`${label}\``).join(', ')} | ${help
        .replaceAll('|', '\\|')
        .replace(/[<*{}]/g, '\\$&')} |`,
  );
  return ['| Family | Type | Labels | Meaning and source |', '| --- | --- | --- | --- |', ...rows].join('\n');
}
