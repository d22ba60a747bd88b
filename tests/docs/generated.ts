import { ruleFiles, ruleSections } from '../../alerting/src/files.ts';
import { configTable } from '../../exporter/src/config-table.ts';
import { roleScript } from '../../exporter/src/gateway/role-script.ts';
import { accessTable } from './access-table.ts';
import { apiReference } from './api-reference.ts';
import { metricsTable } from './metrics-table.ts';
import { routesTable } from './routes-table.ts';

/** What replaces the text between `<!-- name:start -->` and `<!-- name:end -->`. Throws when the markers are not there. */
export function replaceSection(text: string, name: string, body: string): string {
  const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`];
  const [before, ...afterStart] = text.split(start);
  const [, after, ...more] = afterStart.join(start).split(end);
  if (before === undefined || afterStart.length !== 1 || after === undefined || more.length > 0)
    throw new Error(`there must be exactly one "${start}" with one "${end}" after it`);
  // Prettier would pad a table to the width of its longest cell.
  const unformatted = `<!-- prettier-ignore-start -->\n${body}\n<!-- prettier-ignore-end -->`;
  return `${before}${start}\n\n${unformatted}\n\n${end}${after}`;
}

/** Generated parts of pages, by the names of their markers. */
const sections: Readonly<Record<string, Readonly<Record<string, () => string>>>> = {
  'README.md': { config: configTable },
  'docs/api.md': { routes: routesTable, reference: apiReference },
  'docs/metrics.md': { metrics: metricsTable },
  'docs/security.md': { access: accessTable },
  ...ruleSections,
};

const page = (parts: Readonly<Record<string, () => string>>) => (present: string) =>
  Object.entries(parts).reduce((text, [name, body]) => replaceSection(text, name, body()), present);

/** Every file of which a part or the whole is generated, by its path from the root: its present text to its right one. */
export const generatedFiles: Readonly<Record<string, (present: string) => string>> = {
  ...Object.fromEntries(Object.entries(sections).map(([path, parts]) => [path, page(parts)])),
  'provisioning/postgres/role.sql': () => roleScript(),
  ...ruleFiles,
};
