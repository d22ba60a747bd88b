import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import type { DataSourceRef } from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder, type Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Options as ActivityOptions } from '../../../panels/activity/src/options.ts';
import type { Options as LeaderboardOptions } from '../../../panels/leaderboard/src/options.ts';
import type { Options as MetricOptions } from '../../../panels/metric/src/options.ts';
import type { Options as SlotsOptions } from '../../../panels/slots/src/options.ts';
import type { Options as StageOptions } from '../../../panels/stage/src/options.ts';
import type { Options as UsageOptions } from '../../../panels/usage/src/options.ts';
import { fieldConfig, type Shown } from './fields.ts';
import { boardLinks, type Drill } from './links.ts';
import { both, hubscope, prometheus } from './sources.ts';

/** What every panel says beside what it draws. */
export interface Common {
  /** What it shows and where that comes from, for people who wonder. */
  description: string;
  targets: readonly Builder<Dataquery>[];
  /** Empty where the panel draws a heading of its own, which is in the viewer's language; a title is not. */
  title?: string;
  /** Names that lead to a board of their own. */
  drill?: readonly Drill[];
  transparent?: boolean;
  /** A time range of its own: for how long back. */
  over?: string;
  /** How values are shown that come without it, as those of Prometheus do. */
  shown?: Shown;
}

/** The data source of a panel is that of its queries. */
export function sourceOf(targets: readonly Builder<Dataquery>[]): DataSourceRef {
  const types = new Set(targets.map((target) => typeOf(target.build())));
  if (types.size > 1) return both;
  return types.has('prometheus') ? prometheus : hubscope;
}

const typeOf = (query: object): string | undefined =>
  (query as { datasource?: DataSourceRef }).datasource?.type;

function draw(
  name: string,
  options: object,
  { description, targets, title = '', drill = [], transparent = false, over, shown }: Common,
): Panel {
  const builder = new PanelBuilder()
    .type(`hubscope-${name}-panel`)
    .title(title)
    .description(description)
    .datasource(sourceOf(targets))
    .targets([...targets])
    .transparent(transparent)
    .options(options)
    .fieldConfig({
      defaults: shown === undefined ? {} : fieldConfig(shown),
      overrides: drill.map(boardLinks),
    });
  if (over !== undefined) builder.timeFrom(over).hideTimeOverride(true);
  return builder.build();
}

type Draw<Options> = (common: Common, options?: Partial<Options>) => Panel;

/** A panel of ours with what differs from its defaults. */
const panelOf =
  <Options extends object>(name: string): Draw<Options> =>
  (common, options = {}) =>
    draw(name, options, common);

export const metric = panelOf<MetricOptions>('metric');
export const leaderboard = panelOf<LeaderboardOptions>('leaderboard');
export const slots = panelOf<SlotsOptions>('slots');
export const usage = panelOf<UsageOptions>('usage');
export const activity = panelOf<ActivityOptions>('activity');
export const stage = panelOf<StageOptions>('stage');
