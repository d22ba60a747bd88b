import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { alerts } from '../../alerting/src/files.ts';
import { links } from '../../alerting/src/output/links.ts';
import { values } from '../../alerting/src/values.ts';
import { VARIABLES } from '../../exporter/src/config-variables.ts';
import { families } from '../../exporter/src/metrics/families.ts';
import { repositoryRoot } from '../setup/repository-root.ts';

const folder = join(repositoryRoot, 'docs', 'runbooks');
const read = (page: string) => readFileSync(join(folder, page), 'utf8');
const pages = readdirSync(folder).filter((page) => page !== 'README.md');

test('each page is of an alert', () => {
  expect(pages.sort()).toEqual(alerts.map(({ name }) => `${name}.md`).sort());
});

test.each(alerts)('$name leads to its page, which says what to do', (alert) => {
  const url = links(alert, values).runbook_url;
  expect(url).toBe(`${values.runbooksUrl}/${basename(url)}`);
  const headings = [...read(basename(url)).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading);
  expect(headings).toEqual([alert.name, 'What it means', 'What to look at', 'What to do']);
});

test("Hubscope's image of Grafana serves the pages where alerts lead to", () => {
  const path = new URL(values.runbooksUrl).pathname;
  expect(values.runbooksUrl).toBe(values.grafanaUrl + path);
  expect(readFileSync(join(repositoryRoot, 'Dockerfile'), 'utf8')).toContain(
    `COPY docs/runbooks /usr/share/grafana${path}\n`,
  );
});

test.each(pages)('%s names metrics and variables that there are', (page) => {
  const text = read(page);
  const found = (pattern: RegExp) => [...new Set(text.match(pattern))];
  expect(Object.keys(families)).toEqual(expect.arrayContaining(found(/\bcch_\w+/g)));
  // Metrics' labels and SQL are in lower case, so these can only be variables.
  expect(Object.keys(VARIABLES)).toEqual(expect.arrayContaining(found(/(?<=`)[A-Z]+_[A-Z_]+(?=`)/g)));
});
