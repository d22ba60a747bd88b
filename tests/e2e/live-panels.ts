import type { PanelDraft } from './dashboards.ts';

const live = (
  title: string,
  type: string,
  query: Record<string, unknown>,
  decimals?: number,
): PanelDraft => ({
  title,
  type,
  query: { live: true, ...query },
  ...(decimals === undefined ? {} : { decimals }),
});

/** Ten panels, all in view at once. */
export const tenPanels: PanelDraft[] = [
  live('Overview', 'stat', { queryType: 'overview', figures: ['requests'] }, 0),
  live('Now', 'stat', { queryType: 'overview', figures: ['concurrentSessions', 'requestsPerMinute'] }),
  live('Users', 'bargauge', {
    queryType: 'leaderboard',
    scope: 'user',
    period: 'daily',
    limit: 5,
    form: 'figures',
  }),
  live('Providers', 'table', { queryType: 'leaderboard', scope: 'provider', period: 'daily', limit: 5 }),
  live('Usage', 'timeseries', {
    queryType: 'statistics',
    range: 'dashboard',
    limit: 5,
    figures: ['requests'],
  }),
  live('Models', 'piechart', {
    queryType: 'models',
    period: 'daily',
    limit: 5,
    form: 'figures',
    figure: 'requests',
  }),
  live('Trend', 'timeseries', { queryType: 'trend', figures: ['requests'] }),
  live('Stream', 'table', { queryType: 'activity', limit: 10 }),
  live('Slots', 'table', { queryType: 'slots' }, 0),
  live('Sessions', 'table', { queryType: 'sessions', limit: 10 }),
];
