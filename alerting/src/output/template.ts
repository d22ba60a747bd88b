import type { AlertText } from '../rule.ts';

const formats: Readonly<Record<string, string>> = {
  percentage: 'humanizePercentage',
  duration: 'humanizeDuration',
  count: 'printf "%.0f"',
  usd: 'printf "%.2f"',
};

/** A provider by name; users and keys, which have none in their labels, by number. */
const subject =
  '{{ if $labels.provider }}{{ $labels.provider }}{{ else }}{{ $labels.scope }} {{ $labels.id }}{{ end }}';

/**
 * A text as a template of Prometheus or of Grafana, which differ in what the figure is called.
 *
 * @throws RangeError for a format that there is not
 */
export function templated(text: AlertText, value: '$value' | '$values.A.Value'): string {
  return text.replaceAll(/\{(\w+)(?::(\w+))?\}/g, (_, name: string, format?: string) => {
    if (name === 'subject') return subject;
    if (name !== 'value') return `{{ $labels.${name} }}`;
    const filter = formats[format ?? ''];
    if (filter === undefined) throw new RangeError(`there is no format "${format ?? ''}" for a figure`);
    return `{{ ${value} | ${filter} }}`;
  });
}
