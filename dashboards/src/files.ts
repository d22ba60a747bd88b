import { bento } from './boards/bento.ts';
import { capacity } from './boards/capacity.ts';
import { leaderboards } from './boards/leaderboards.ts';
import { provider } from './boards/provider.ts';
import { reliability } from './boards/reliability.ts';
import { self } from './boards/self.ts';
import { sessions } from './boards/sessions.ts';
import { user } from './boards/user.ts';
import { wall, wallPortrait } from './boards/wall.ts';
import { dashboardOf, type Board, type Dashboard } from './kit/board.ts';

/**
 * Boards by the folder that they are in: here, and in Grafana (provisioning/grafana/dashboards names the folders).
 * A file is called as its board's uid is, without the product.
 */
const folders: Readonly<Record<string, readonly Board[]>> = {
  gateway: [bento, leaderboards, user, provider, sessions],
  operations: [reliability, capacity, self],
  screens: [wall, wallPortrait],
};

/** Every dashboard, by its path from the root of the repository. */
export const dashboards: Readonly<Record<string, Dashboard>> = Object.fromEntries(
  Object.entries(folders).flatMap(([folder, boards]) =>
    boards.map((board) => [
      `dashboards/${folder}/${board.uid.replace(/^hubscope-/, '')}.json`,
      dashboardOf(board),
    ]),
  ),
);
