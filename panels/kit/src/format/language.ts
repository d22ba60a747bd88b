/** The viewer's language, as Grafana says it on the page: `en-US`, `zh-Hans`. */
export const language = (): string => document.documentElement.lang || 'en-US';

const made = new Map<string, Intl.NumberFormat>();

/** A number in the viewer's language; formats are costly to make, and kept. */
export function localNumber(value: number, options: Intl.NumberFormatOptions = {}): string {
  const key = `${language()} ${JSON.stringify(options)}`;
  let format = made.get(key);
  if (format === undefined) {
    format = formatOf(options);
    made.set(key, format);
  }
  return format.format(value);
}

/** Browsers refuse a language that they cannot parse; Grafana may have one of its own, as its pseudo locale. */
function formatOf(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  try {
    return new Intl.NumberFormat(language(), options);
  } catch {
    return new Intl.NumberFormat('en-US', options);
  }
}
