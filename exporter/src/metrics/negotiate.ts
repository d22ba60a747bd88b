import type { Format } from './exposition.ts';

/** The format a scraper prefers: OpenMetrics when it asks for version 1.0.0 above the plain text format. */
export function preferredFormat(accept: string | undefined): Format {
  const ranges = (accept ?? '').split(',').map((range) => {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const parameter = (name: string) =>
      parameters.find((text) => text.startsWith(`${name}=`))?.slice(name.length + 1);
    return { type, version: parameter('version'), quality: Number(parameter('q') ?? 1) || 0 };
  });
  const wish = (type: string, versions: readonly (string | undefined)[]) =>
    Math.max(
      0,
      ...ranges
        .filter((range) => range.type === type && versions.includes(range.version))
        .map(({ quality }) => quality),
    );
  const openMetrics = wish('application/openmetrics-text', ['1.0.0', undefined]);
  return openMetrics > wish('text/plain', ['0.0.4', '1.0.0', undefined]) ? 'openmetrics' : 'text';
}
