import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Panel, VariableModel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { GatewayQuery } from '../../../datasource-plugin/src/types/query.ts';
import type { Dashboard } from '../kit/board.ts';
import { root } from './root.ts';

/** A query of a panel. */
export type Target = { refId: string; datasource: { type: string; uid: string } } & (
  { kind: 'hubscope'; query: GatewayQuery } | { kind: 'prometheus'; expr: string; legendFormat: string }
);

/** A dashboard as Grafana reads it. */
export interface Saved {
  path: string;
  dashboard: Omit<Dashboard, 'panels'> & { panels: Panel[] };
}

const folder = join(root, 'dashboards');

/** All dashboards that there are, by their files. */
export const saved: readonly Saved[] = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !['src', 'node_modules'].includes(entry.name))
  .flatMap(({ name }) => readdirSync(join(folder, name)).map((file) => `dashboards/${name}/${file}`))
  .map((path) => ({
    path,
    dashboard: JSON.parse(readFileSync(join(root, path), 'utf8')) as Saved['dashboard'],
  }));

/** Panels that draw something: all but the headings. */
export const drawn = ({ dashboard }: Saved): Panel[] => dashboard.panels.filter(({ type }) => type !== 'row');

/** Queries of a panel. */
export function targetsOf(panel: Panel): Target[] {
  const targets = (panel.targets ?? []) as unknown as {
    refId: string;
    datasource: { type: string; uid: string };
  }[];
  return targets.map((target): Target => {
    const { refId, datasource } = target;
    return datasource.type === 'prometheus'
      ? {
          kind: 'prometheus',
          refId,
          datasource,
          ...(target as unknown as { expr: string; legendFormat: string }),
        }
      : { kind: 'hubscope', refId, datasource, query: target as unknown as GatewayQuery };
  });
}

/** Variables of a dashboard. */
export const variablesOf = ({ dashboard }: Saved): VariableModel[] => dashboard.templating.list ?? [];
