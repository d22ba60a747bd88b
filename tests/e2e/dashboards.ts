import { PLUGIN, PREFIX, type Grafana } from './grafana.ts';

/** A panel with one query. */
export interface PanelDraft {
  title: string;
  type: string;
  query: Record<string, unknown>;
  uid?: string;
  options?: Record<string, unknown>;
  /** Takes a whole row. */
  wide?: boolean;
  /** Figures as plain decimals, so that a test can read them. */
  decimals?: number;
}

export interface DashboardDraft {
  title: string;
  panels: PanelDraft[];
  /** Panels in a row. */
  columns?: number;
  variables?: Record<string, unknown>[];
  annotations?: Record<string, unknown>[];
  range?: { from: string; to: string };
}

const FOLDER = `${PREFIX}-folder`;
const ROW = 24;

export const sourceOf = (uid: string) => ({ type: PLUGIN, uid });

/** Makes a dashboard anew. @returns its uid */
export async function createDashboard(
  { call }: Grafana,
  uid: string,
  { title, panels, columns = 2, variables = [], annotations = [], range }: DashboardDraft,
): Promise<string> {
  const slug = `${PREFIX}-${title.toLowerCase().replace(/\W+/g, '-')}`;
  const places = placesOf(panels, columns);
  await call('POST', '/api/dashboards/db', {
    overwrite: true,
    folderUid: FOLDER,
    dashboard: {
      uid: slug,
      title,
      schemaVersion: 42,
      refresh: '',
      timezone: 'utc',
      time: range ?? { from: 'now-24h', to: 'now' },
      templating: { list: variables },
      annotations: { list: annotations },
      panels: panels.map((panel, index) => ({
        id: index + 1,
        type: panel.type,
        title: panel.title,
        gridPos: places[index],
        datasource: sourceOf(panel.uid ?? uid),
        targets: [{ refId: 'A', datasource: sourceOf(panel.uid ?? uid), version: 1, ...panel.query }],
        options: panel.options ?? {},
        fieldConfig: {
          defaults: {},
          overrides:
            panel.decimals === undefined
              ? []
              : [
                  {
                    matcher: { id: 'byType', options: 'number' },
                    properties: [
                      { id: 'unit', value: 'none' },
                      { id: 'decimals', value: panel.decimals },
                    ],
                  },
                ],
        },
      })),
    },
  });
  return slug;
}

const HEIGHT = 7;

/** Panels side by side, from the left to the right, from above to below. */
function placesOf(panels: readonly PanelDraft[], columns: number) {
  let x = 0;
  let y = 0;
  return panels.map(({ wide }) => {
    const w = wide === true ? ROW : ROW / columns;
    if (x + w > ROW) [x, y] = [0, y + HEIGHT];
    const place = { x, y, w, h: HEIGHT };
    x += w;
    return place;
  });
}

/** Grafana knows for a while what somebody may see, so that there has to be a folder before anybody signs in. */
export const createFolder = ({ call }: Grafana): Promise<unknown> =>
  call('POST', '/api/folders', { uid: FOLDER, title: 'Hubscope end-to-end tests' }, [409, 412]);

/** Removes all dashboards of the tests. */
export const removeDashboards = ({ call }: Grafana): Promise<unknown> =>
  call('DELETE', `/api/folders/${FOLDER}?forceDeleteRules=true`, undefined, [404]);
