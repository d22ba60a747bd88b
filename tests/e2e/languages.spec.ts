import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../setup/repository-root.ts';
import { sourceOf } from './dashboards.ts';
import { expect, test } from './fixtures.ts';
import { PLUGIN } from './grafana.ts';

interface Texts {
  config: { connection: { title: string }; identity: { title: string } };
  query: { type: { label: string; leaderboard: string } };
}

const textsOf = (language: string) =>
  JSON.parse(
    readFileSync(join(repositoryRoot, 'datasource-plugin/src/locales', language, `${PLUGIN}.json`), 'utf8'),
  ) as Texts;

for (const language of ['zh-Hans', 'zh-Hant']) {
  test(`whoever has chosen ${language} reads it in every editor`, async ({
    grafana,
    page,
    sources,
  }, info) => {
    const { config, query } = textsOf(language);
    await grafana.call('PATCH', '/api/user/preferences', { language });
    try {
      const pane = {
        datasource: sources.hub,
        queries: [{ refId: 'A', datasource: sourceOf(sources.hub), queryType: 'leaderboard', scope: 'user' }],
        range: { from: 'now-24h', to: 'now' },
      };
      await page.goto(
        `/explore?schemaVersion=1&orgId=1&panes=${encodeURIComponent(JSON.stringify({ a: pane }))}`,
      );
      await expect(page.getByRole('combobox', { name: query.type.label })).toHaveValue(
        query.type.leaderboard,
      );
      await page.screenshot({ path: info.outputPath('explore.png') });
      await page.goto(`/connections/datasources/edit/${sources.hub}`);
      await expect(page.getByRole('heading', { name: config.connection.title })).toBeVisible();
      await expect(page.getByRole('heading', { name: config.identity.title })).toBeVisible();
      await page.screenshot({ path: info.outputPath('config.png') });
    } finally {
      await grafana.call('PATCH', '/api/user/preferences', { language: '' });
    }
  });
}
