import { t } from '@hubscope/panel-kit/format/t.ts';
import type { Figure } from '../../figures/index.ts';
import type { Form, Mode, Period, QueryType, QuotasQuery, Range, Scope, Step } from '../../types/query.ts';
import type { Option } from './query-types.ts';

/*
 * What editors and summaries call things, in the gateway's own words. Functions, since words are known only once the
 * reader's language is. The order is that of the lists.
 */

/** Words of a list, by value. */
type Words<Value extends string> = Record<Value, string>;

/** A list of choices from its words. */
export const optionsOf = <Value extends string>(words: Words<Value>): Array<Option<Value>> =>
  (Object.keys(words) as Value[]).map((value) => ({ value, label: words[value] }));

/** A list of choices from figures. */
export const figureOptions = <Name extends string>(
  figures: readonly Pick<Figure<Name>, 'name' | 'label'>[],
): Array<Option<Name>> => figures.map(({ name, label }) => ({ value: name, label: label() }));

/** What figures are called, by name. */
export const figureWords = (figures: readonly Pick<Figure, 'name' | 'label'>[]): Record<string, string> =>
  Object.fromEntries(figures.map(({ name, label }) => [name, label()]));

/** The word for a value, or what was written where there is none, such as `$variable`. */
export const wordOf = (words: Readonly<Record<string, string>>, value: string): string =>
  Object.hasOwn(words, value) ? (words[value] ?? value) : value;

export const typeWords = (): Words<QueryType> => ({
  overview: t('query.type.overview', 'Overview'),
  leaderboard: t('query.type.leaderboard', 'Leaderboard'),
  statistics: t('query.type.statistics', 'Usage statistics'),
  trend: t('query.type.trend', 'Traffic trend'),
  models: t('query.type.models', 'Model distribution'),
  activity: t('query.type.activity', 'Live stream'),
  sessions: t('query.type.sessions', 'Active sessions'),
  slots: t('query.type.slots', 'Provider slots'),
  quotas: t('query.type.quotas', 'Quotas'),
  sources: t('query.type.sources', 'Sources'),
});

/** What each type answers, in a few words. */
export const typeDescriptions = (): Words<QueryType> => ({
  overview: t('query.type-description.overview', 'Headline figures of today, beside yesterday'),
  leaderboard: t('query.type-description.leaderboard', 'Rankings of users, providers, models or keys'),
  statistics: t('query.type-description.statistics', 'Cost and requests over time, by user or key'),
  trend: t('query.type-description.trend', 'Today, hour by hour'),
  models: t('query.type-description.models', 'How requests are spread over models'),
  activity: t('query.type-description.activity', 'The newest requests'),
  sessions: t('query.type-description.sessions', 'Sessions that are live, with their sums'),
  slots: t('query.type-description.slots', 'Slots, volume and circuit breakers of providers'),
  quotas: t('query.type-description.quotas', 'Spending limits, and what is left of them'),
  sources: t('query.type-description.sources', 'Whether PostgreSQL, Redis and the ledger answer'),
});

export const scopeWords = (): Words<Scope> => ({
  user: t('query.scope.user', 'Users'),
  provider: t('query.scope.provider', 'Providers'),
  model: t('query.scope.model', 'Models'),
  key: t('query.scope.key', 'Keys'),
  userCacheHitRate: t('query.scope.userCacheHitRate', 'User cache hit rate'),
  providerCacheHitRate: t('query.scope.providerCacheHitRate', 'Provider cache hit rate'),
});

export const periodWords = (): Words<Period> => ({
  dashboard: t('query.period.dashboard', 'Dashboard time range'),
  daily: t('query.period.daily', 'Today'),
  weekly: t('query.period.weekly', 'This week'),
  monthly: t('query.period.monthly', 'This month'),
  quarterly: t('query.period.quarterly', 'This quarter'),
  yearly: t('query.period.yearly', 'This year'),
  allTime: t('query.period.allTime', 'All time'),
});

export const rangeWords = (): Words<Range> => ({
  dashboard: t('query.range.dashboard', 'Dashboard time range'),
  today: t('query.range.today', 'Today'),
  '7days': t('query.range.7days', 'Last 7 days'),
  '30days': t('query.range.30days', 'Last 30 days'),
  thisMonth: t('query.range.thisMonth', 'This month'),
});

export const stepWords = (): Words<Step> => ({
  auto: t('query.step.auto', 'Automatic'),
  '15': t('query.step.15', '15 minutes'),
  '30': t('query.step.30', '30 minutes'),
  hour: t('query.step.hour', 'Hour'),
  '180': t('query.step.180', '3 hours'),
  '360': t('query.step.360', '6 hours'),
  day: t('query.step.day', 'Day'),
  week: t('query.step.week', 'Week'),
  month: t('query.step.month', 'Month'),
});

/** In the order of the editor; numbers among the keys of an object would come first. */
export const stepOptions = (): Array<Option<Step>> => {
  const words = stepWords();
  const order: Step[] = ['auto', '15', '30', 'hour', '180', '360', 'day', 'week', 'month'];
  return order.map((value) => ({ value, label: words[value] }));
};

export const modeWords = (): Words<Mode> => ({
  auto: t('query.mode.auto', 'As much as the viewer may see'),
  users: t('query.mode.users', 'All users'),
  keys: t('query.mode.keys', "The viewer's keys"),
  mixed: t('query.mode.mixed', "The viewer's keys, and other users as one"),
});

export const formWords = (): Words<Form> => ({
  table: t('query.form.table', 'Table'),
  figures: t('query.form.figures', 'Figures'),
});

export const shapeWords = (): Words<'wide' | 'long'> => ({
  wide: t('query.shape.wide', 'A field for each line'),
  long: t('query.shape.long', 'A row for each line and time'),
});

export const quotaScopeWords = (): Words<QuotasQuery['quotaScope']> => ({
  provider: t('query.scope.provider', 'Providers'),
  user: t('query.scope.user', 'Users'),
  key: t('query.scope.key', 'Keys'),
});

export const slotsOfWords = (): Words<'providers' | 'fleet'> => ({
  providers: t('query.slots-of.providers', 'Each provider'),
  fleet: t('query.slots-of.fleet', 'The whole fleet'),
});

export const currencyWords = (): Words<'gateway' | 'USD'> => ({
  gateway: t('query.currency.gateway', "The gateway's"),
  USD: t('query.currency.USD', 'US dollars'),
});
