import type {
  Leaderboard,
  Models,
  Overview,
  Quotas,
  Sessions,
  Slots,
  Statistics,
  Trend,
  Activity,
} from '../../exporter/src/contract/index.ts';
import { createDashboard } from './dashboards.ts';
import { expect, test } from './fixtures.ts';

/** Every type of query in a panel of Grafana's own; the gateway rests, so that figures stay as they are. */
test.describe('each query type in core panels', () => {
  test.beforeAll(async ({ stack }) => {
    await stack.gateway.pause();
  });
  test.afterAll(({ stack }) => {
    stack.gateway.resume();
  });

  test('figures are those of the exporter at that moment', async ({
    gotoDashboardPage,
    grafana,
    page,
    sources,
    stack,
  }, info) => {
    const uid = await createDashboard(grafana, sources.hub, {
      title: 'All types',
      columns: 3,
      panels: [
        {
          title: 'Overview',
          type: 'stat',
          decimals: 4,
          query: { queryType: 'overview', figures: ['requests', 'costUsd'] },
        },
        {
          title: 'Users',
          type: 'table',
          decimals: 4,
          query: { queryType: 'leaderboard', scope: 'user', period: 'daily', limit: 8 },
        },
        {
          title: 'Providers',
          type: 'bargauge',
          decimals: 4,
          query: { queryType: 'leaderboard', scope: 'provider', period: 'daily', limit: 5, form: 'figures' },
        },
        {
          title: 'Models',
          type: 'piechart',
          decimals: 4,
          options: {
            legend: { showLegend: true, displayMode: 'table', placement: 'right', values: ['value'] },
          },
          query: { queryType: 'models', period: 'daily', limit: 5, form: 'figures', figure: 'costUsd' },
        },
        {
          title: 'Usage',
          type: 'timeseries',
          decimals: 4,
          options: { legend: { showLegend: true, displayMode: 'table', placement: 'right', calcs: ['sum'] } },
          query: { queryType: 'statistics', range: '7days', mode: 'users', limit: 5, figures: ['requests'] },
        },
        {
          title: 'Trend',
          type: 'timeseries',
          decimals: 4,
          options: { legend: { showLegend: true, displayMode: 'table', placement: 'right', calcs: ['sum'] } },
          query: { queryType: 'trend', figures: ['requests'] },
        },
        { title: 'Activity', type: 'table', wide: true, query: { queryType: 'activity', limit: 10 } },
        { title: 'Sessions', type: 'table', wide: true, query: { queryType: 'sessions', limit: 10 } },
        { title: 'Slots', type: 'table', wide: true, decimals: 4, query: { queryType: 'slots' } },
        {
          title: 'Quotas',
          type: 'table',
          wide: true,
          decimals: 4,
          query: { queryType: 'quotas', quotaScope: 'user' },
        },
      ],
    });
    const [overview, users, providers, models, statistics, trend, activity, sessions, slots, quotas] =
      await Promise.all([
        stack.ask<Overview>('overview'),
        stack.ask<Leaderboard>('leaderboard?scope=user&period=daily&limit=8'),
        stack.ask<Leaderboard>('leaderboard?scope=provider&period=daily&limit=5'),
        stack.ask<Models>('models?period=daily&limit=5'),
        stack.ask<Statistics>('statistics?range=7days&mode=users'),
        stack.ask<Trend>('trend'),
        stack.ask<Activity>('activity?limit=10'),
        stack.ask<Sessions>('sessions?limit=10'),
        stack.ask<Slots>('slots'),
        stack.ask<Quotas>('quotas?scope=user'),
      ]);
    const dashboard = await gotoDashboardPage({ uid });
    const panel = (title: string) => dashboard.getPanelByTitle(title).locator;
    const shows = async (title: string, ...texts: (string | number | null | undefined)[]) => {
      await dashboard.getPanelByTitle(title).scrollIntoView();
      for (const text of texts) {
        expect(text, title).toBeDefined();
        await expect(panel(title), title).toContainText(String(text));
      }
    };
    await shows('Overview', overview.value.today.requests.toFixed(4), money(overview.value.today.costUsd));
    const [first] = users.value.rows;
    await shows('Users', first?.name, first?.requests.toFixed(4), money(first?.costUsd));
    const [provider] = providers.value.rows;
    await shows('Providers', provider?.name, money(provider?.costUsd));
    const [model] = models.value.models;
    await shows('Models', model?.model, money(model?.costUsd));
    const [line] = [...statistics.value.series].sort((a, b) => b.totalRequests - a.totalRequests);
    await shows('Usage', line?.name);
    await shows('Trend', trend.value.hours.reduce((sum, { requests }) => sum + requests, 0).toFixed(4));
    await shows('Activity', activity.value.requests[0]?.billedModel);
    await shows('Sessions', sessions.value.sessions[0]?.user?.name);
    await shows('Slots', slots.value.providers[0]?.provider.name);
    await shows('Quotas', quotas.value.subjects.find(({ quotas: own }) => own.length > 0)?.name);
    await expect(page.getByTestId('data-testid Panel status error')).toHaveCount(0);
    await page.evaluate('window.scrollTo(0, 0)');
    await page.screenshot({ path: info.outputPath('all-types.png'), fullPage: true });
    await page.goto(`/d/${uid}?theme=light`);
    await shows('Overview', overview.value.today.requests.toFixed(4));
    await shows('Slots', slots.value.providers[0]?.provider.name);
    await page.screenshot({ path: info.outputPath('all-types-light.png'), fullPage: true });
  });
});

const money = (usd: string | null | undefined) => Number(usd).toFixed(4);
