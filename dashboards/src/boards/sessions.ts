import { VariableHide } from '@grafana/grafana-foundation-sdk/dashboard';
import type { OverviewFigure } from '../../../datasource-plugin/src/types/query.ts';
import type { Board } from '../kit/board.ts';
import { across, down, evenly, place } from '../kit/grid.ts';
import { uids, type Drill } from '../kit/links.ts';
import { activity, metric } from '../kit/panels.ts';
import { watch } from '../kit/queries.ts';
import { filtersVariable, hubscopeVariable, provisioned } from '../kit/sources.ts';

const figure = (name: OverviewFigure, description: string) =>
  metric({
    description: `${description} Below: since the page was opened.`,
    targets: [watch({ queryType: 'overview', figures: [name] })],
  });

const toUser: Drill = { field: 'user', to: 'user' };

/** Who is on the gateway at this moment. */
export const sessions: Board = {
  uid: uids.sessions,
  title: 'Sessions',
  description: 'Live sessions and the requests in them, as they come and go.',
  variables: [hubscopeVariable(provisioned.hubscope, VariableHide.InControlsMenu), filtersVariable()],
  body: down(
    evenly(
      4,
      figure('concurrentSessions', 'Sessions that are live now, as the gateway counts them.'),
      figure('inflightRequests', 'Requests that are being served now.'),
      figure('requestsPerMinute', 'Requests begun in the last 60 seconds.'),
      figure('errorRatio', 'Share of the requests of today that failed, against yesterday at the same time.'),
    ),
    across(
      place(
        13,
        19,
        activity(
          {
            description:
              'Live sessions with their state and sums, the newest request first. Search, choose a state, or pause.',
            targets: [watch({ queryType: 'sessions', limit: 200 })],
            drill: [toUser],
          },
          { mode: 'sessions' },
        ),
      ),
      place(
        11,
        19,
        activity(
          {
            description: 'Requests as they come. Search, choose what to see, or pause.',
            targets: [watch({ queryType: 'activity', limit: 100 })],
            drill: [toUser, { field: 'provider', to: 'provider' }],
          },
          { mode: 'requests' },
        ),
      ),
    ),
  ),
};
