import {
  AdHocVariableBuilder,
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  VariableHide,
  VariableRefresh,
  type VariableModel,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { DataSourceRef } from '@grafana/grafana-foundation-sdk/common';
import type { DimensionName, VariableQuery } from '../../../datasource-plugin/src/types/query.ts';

/** Plugin id of our data source. */
const HUBSCOPE = 'hubscope-gateway-datasource';

/** Every query names a variable, so that a board works in any Grafana, whatever its data sources are called. */
export const hubscope: DataSourceRef = { type: HUBSCOPE, uid: '${hubscope}' };
export const prometheus: DataSourceRef = { type: 'prometheus', uid: '${prometheus}' };

/** A panel that asks both. Grafana answers such a panel as a whole: nothing in it can be live. */
export const both: DataSourceRef = { type: 'datasource', uid: '-- Mixed --' };

/** Uids that provisioning/grafana/datasources gives, chosen until a viewer chooses others. */
export const provisioned = {
  hubscope: { text: 'Hubscope', value: 'hubscope' },
  /** With the screen token: figures of everybody, names as SCREEN_NAMES says. */
  screen: { text: 'Hubscope screen', value: 'hubscope-screen' },
  prometheus: { text: 'Prometheus', value: 'prometheus' },
} as const;

/** The data source of Hubscope that a board asks. */
export const hubscopeVariable = (
  current: (typeof provisioned)['hubscope' | 'screen'],
  hide = VariableHide.DontHide,
): VariableModel =>
  new DatasourceVariableBuilder('hubscope')
    .label('Hubscope')
    .description('The gateway, as its exporter tells of it.')
    .type(HUBSCOPE)
    .current(current)
    .hide(hide)
    .build();

/** The Prometheus that scrapes the exporter. */
export const prometheusVariable = (): VariableModel =>
  new DatasourceVariableBuilder('prometheus')
    .label('Prometheus')
    .description('The Prometheus that scrapes the exporter.')
    .type('prometheus')
    .current(provisioned.prometheus)
    .hide(VariableHide.InControlsMenu)
    .build();

/** A choice of names that the gateway knows. */
export function dimensionVariable(
  name: string,
  {
    label,
    description,
    dimension,
    several = false,
  }: { label: string; description: string; dimension: DimensionName; several?: boolean },
): VariableModel {
  const query: VariableQuery = { refId: 'variable', dimension };
  const built = new QueryVariableBuilder(name)
    .label(label)
    .description(description)
    .datasource(hubscope)
    .query({ ...query })
    .refresh(VariableRefresh.OnDashboardLoad);
  return several
    ? built
        .multi(true)
        .includeAll(true)
        .current({ text: ['All'], value: ['$__all'] })
        .build()
    : built.build();
}

/** Ad-hoc filters, which all queries of a board to the gateway obey. */
export const filtersVariable = (): VariableModel =>
  new AdHocVariableBuilder('filters')
    .label('Filters')
    .description('Keeps rows by user, key, provider or model; narrows what is counted by tag, group or type.')
    .datasource(hubscope)
    .hide(VariableHide.DontHide)
    .build();
