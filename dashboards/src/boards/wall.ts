import { VariableHide } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Board } from '../kit/board.ts';
import { across, down, place } from '../kit/grid.ts';
import { uids } from '../kit/links.ts';
import { hubscopeVariable, provisioned } from '../kit/sources.ts';
import * as panels from './wall-pieces.ts';

/** What both screens have beside their panels. */
const screen = {
  tags: ['wall'],
  from: 'now-24h',
  to: 'now',
  isScreen: true,
  variables: [hubscopeVariable(provisioned.screen, VariableHide.HideVariable)],
} as const;

/**
 * For a screen of 1920 by 1080: 27 cells high, which is what fits there, and what Grafana's `autofitpanels` makes of other
 * screens. Cards end where the columns below them do. Grafana fits its own result again and again: at 1080 px, panels
 * of more than 13 cells would shrink each time.
 */
export const wall: Board = {
  ...screen,
  uid: uids.wall,
  title: 'Gateway wall',
  description: 'The big screen: open it with ?kiosk&autofitpanels. Live at each heartbeat; dark and light.',
  body: down(
    place(24, 2, panels.header),
    across(
      place(5, 5, panels.sessions),
      place(5, 5, panels.requests),
      place(5, 5, panels.cost),
      place(5, 5, panels.latency),
      place(4, 5, panels.errors),
    ),
    across(
      down(place(5, 10, panels.users), place(5, 9, panels.providers)),
      down(place(10, 11, panels.slotBars), place(10, 8, panels.traffic)),
      down(place(9, 12, panels.stream), across(place(3, 7, panels.share), place(6, 7, panels.models))),
    ),
    place(24, 1, panels.footer),
  ),
};

/** The same for an upright screen of 1080 by 1920: 49 cells high. */
export const wallPortrait: Board = {
  ...screen,
  uid: uids.wallPortrait,
  title: 'Gateway wall, upright',
  description: 'The big screen for an upright one: open it with ?kiosk&autofitpanels.',
  body: down(
    place(24, 2, panels.header),
    across(place(12, 4, panels.sessions), place(12, 4, panels.requests)),
    across(place(8, 5, panels.cost), place(8, 5, panels.latency), place(8, 5, panels.errors)),
    place(24, 9, panels.slotBars),
    across(place(14, 6, panels.traffic), place(10, 6, panels.models)),
    across(place(12, 9, panels.users), place(12, 9, panels.providers)),
    place(24, 13, panels.stream),
    place(24, 1, panels.footer),
  ),
};
