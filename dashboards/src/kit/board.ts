import type { Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import {
  DashboardBuilder,
  DashboardCursorSync,
  TimePickerBuilder,
  type AnnotationQuery,
  type Dashboard as ClassicDashboard,
  type DashboardLink,
  type Panel,
  type VariableModel,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { AnnotationQuery as BreakerQuery } from '../../../datasource-plugin/src/types/query.ts';
import type { Block } from './grid.ts';
import { linksToBoards, TAG } from './links.ts';
import { hubscope } from './sources.ts';

/** Choices of the refresh picker; what is not among them would never start. */
const REFRESHES = ['5s', '10s', '30s', '1m', '5m', '15m', '1h'];

/** A board. */
export interface Board {
  uid: string;
  title: string;
  /** What it answers, and whom it is for. */
  description: string;
  /** Beside the tag that all boards have. */
  tags?: readonly string[];
  from?: string;
  to?: string;
  /** How often everything is asked again. Live queries need none, and a refresh would break them off. */
  refresh?: '5s' | '30s' | '1m';
  variables: readonly VariableModel[];
  annotations?: readonly AnnotationQuery[];
  links?: readonly DashboardLink[];
  /** For a screen that nobody touches: no picker, no variable, no link. */
  isScreen?: boolean;
  body: Block;
}

/** Marks changes of circuit breakers in charts over time. */
export const breakerChanges = (): AnnotationQuery => {
  const target: BreakerQuery = { refId: 'Anno', breakers: true, administration: false, limit: 100 };
  return {
    name: 'Circuit breakers',
    datasource: hubscope,
    enable: true,
    hide: false,
    iconColor: 'red',
    target: { ...target } as Dataquery & BreakerQuery,
  };
};

/** Without it Grafana adds its own, with a switch. */
const builtIn = (): AnnotationQuery => ({
  name: 'Annotations & Alerts',
  datasource: { type: 'grafana', uid: '-- Grafana --' },
  builtIn: 1,
  enable: true,
  hide: true,
  iconColor: 'blue',
  type: 'dashboard',
});

/*
 * The kit prefers the second schema. Grafana's file provisioning reads none but the classic one, which 12 and 13 both
 * import.
 */
/* eslint-disable @typescript-eslint/no-deprecated */

/** A dashboard in the classic schema. */
export type Dashboard = ClassicDashboard;

/** Classic JSON of a board. */
export function dashboardOf(board: Board): Dashboard {
  const {
    from = 'now-24h',
    to = 'now',
    refresh = '',
    isScreen = false,
    annotations = [],
    links = [],
  } = board;
  const builder = new DashboardBuilder(board.title)
    .uid(board.uid)
    .description(board.description)
    .tags([TAG, ...(board.tags ?? [])])
    .time({ from, to })
    .timezone('browser')
    .tooltip(DashboardCursorSync.Crosshair)
    .refresh(refresh)
    .timepicker(new TimePickerBuilder().hidden(isScreen).refreshIntervals(REFRESHES))
    .annotations([builtIn(), ...annotations].map(asBuilder))
    .variables(board.variables.map(asBuilder))
    .links([...(isScreen ? [] : [...links, linksToBoards()])].map(asBuilder));
  board.body.panels.forEach((panel, index) => {
    builder.withPanel(asBuilder<Panel>({ ...panel, id: index + 1 }));
  });
  // On a screen all panels are in view, and none of them may wait for being looked at.
  return (isScreen ? builder.preload(true) : builder).build();
}
/* eslint-enable @typescript-eslint/no-deprecated */

const asBuilder = <Made>(made: Made) => ({ build: () => made });
