import { configTable } from '../../exporter/src/config-table.ts';
import { roleScript } from '../../exporter/src/gateway/role-script.ts';
import { accessTable } from './access-table.ts';
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

/** Every file of which a part or the whole is generated, by its path from the root: its present text to its right one. */
export const generatedFiles: Readonly<Record<string, (present: string) => string>> = {
  'README.md': (present) =>
    Object.entries({
      access: accessTable(),
      config: configTable(),
      metrics: metricsTable(),
      routes: routesTable(),
    }).reduce((text, [name, body]) => replaceSection(text, name, body), present),
  'provisioning/postgres/role.sql': () => roleScript(),
};
