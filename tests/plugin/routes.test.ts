import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { questions } from '../../exporter/src/api/questions.ts';
import { repositoryRoot } from '../setup/repository-root.ts';

interface PluginRoute {
  path: string;
  method: string;
  url: string;
  headers: { name: string; content: string }[];
}

const { routes } = JSON.parse(
  readFileSync(join(repositoryRoot, 'datasource-plugin/src/plugin.json'), 'utf8'),
) as { routes: PluginRoute[] };

test("Grafana's data proxy lets exactly the questions of the API through, and GET alone", () => {
  const wanted = [...questions.map(({ path }) => path), '/viewer', '/health', '/stream'];
  expect(routes.map(({ path }) => path).sort()).toEqual(wanted.map((path) => `api/v1${path}`).sort());
  expect(new Set(routes.map(({ method }) => method))).toEqual(new Set(['GET']));
});

test.each(routes)('$path goes to the same path of the exporter, with the token', ({ path, url, headers }) => {
  expect(url).toBe(`{{ orEmpty .SecureJsonData.address }}/${path}`);
  expect(headers).toEqual([{ name: 'Authorization', content: 'Bearer {{ orEmpty .SecureJsonData.token }}' }]);
});
