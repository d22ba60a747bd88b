import type { DataLink } from '@grafana/data';
import { t } from '@hubscope/panel-kit/format/t.ts';
import type { GatewayQuery } from '../types/query.ts';
import type { FilterKey } from './filters.ts';
import type { FrameContext } from './frame.ts';

type WithoutRefId<Query> = Query extends unknown ? Omit<Query, 'refId'> : never;

/** Where a link leads: a query of Explore, in which Grafana fills in the value that was clicked. */
interface Target {
  title: () => string;
  query: (filters: GatewayQuery['filters']) => WithoutRefId<GatewayQuery>;
}

const activity: Target = {
  title: () => t('frames.link.activity', 'Requests'),
  query: (filters) => ({ queryType: 'activity', filters }),
};
const statistics: Target = {
  title: () => t('frames.link.statistics', 'Usage over time'),
  query: (filters) => ({ queryType: 'statistics', range: 'dashboard', mode: 'users', filters }),
};
const slots: Target = {
  title: () => t('frames.link.slots', 'Slots'),
  query: (filters) => ({ queryType: 'slots', filters }),
};

const targets: Readonly<Record<FilterKey, readonly Target[]>> = {
  user: [activity, statistics],
  key: [activity],
  provider: [activity, slots],
  model: [activity],
};

/** The name in the cell. */
export const IN_CELL = '${__value.raw}';

/** The name of a field's subject: its value is a figure. */
export const inLabel = (key: FilterKey): string => `\${__field.labels.${key}}`;

/** Links from a user, key, provider or model to what else is known of them. `name`: where Grafana finds whom. */
export const linksOf = (
  key: FilterKey,
  name: string,
  { datasourceUid }: FrameContext,
): DataLink<GatewayQuery>[] =>
  targets[key].map(({ title, query }) => ({
    title: title(),
    url: '',
    internal: {
      datasourceUid,
      datasourceName: 'Hubscope',
      query: { refId: 'A', ...query([{ key, operator: '=', value: name }]) },
    },
  }));
