import {
  DashboardLinkType,
  type DashboardLink,
  type DynamicConfigValue,
  type MatcherConfig,
} from '@grafana/grafana-foundation-sdk/dashboard';

/** Tag of all boards, by which they find each other. */
export const TAG = 'hubscope';

/** Uids of boards, which addresses, playlists and rules name: they stay. */
export const uids = {
  bento: 'hubscope-bento',
  wall: 'hubscope-wall',
  wallPortrait: 'hubscope-wall-portrait',
  leaderboards: 'hubscope-leaderboards',
  provider: 'hubscope-provider',
  user: 'hubscope-user',
  sessions: 'hubscope-sessions',
  reliability: 'hubscope-reliability',
  capacity: 'hubscope-capacity',
  self: 'hubscope-self',
} as const;

/** How a screen shows a wall: nothing but the board, as high as the screen. */
export const KIOSK = 'kiosk&autofitpanels';

/** Names in a field that lead to the board of whom they name. */
export interface Drill {
  field: string;
  to: 'provider' | 'user';
}

/** The value that was clicked, as a part of an address. */
const CLICKED = '${__value.raw:percentencode}';

const titles: Readonly<Record<Drill['to'], string>> = { provider: 'Provider', user: 'User' };

/** Links of the names in a field. */
export const boardLinks = ({
  field,
  to,
}: Drill): { matcher: MatcherConfig; properties: DynamicConfigValue[] } => ({
  matcher: { id: 'byName', options: field },
  properties: [
    {
      id: 'links',
      value: [{ title: titles[to], url: `/d/${uids[to]}?var-${to}=${CLICKED}&\${__url_time_range}` }],
    },
  ],
});

/** A choice of all boards. */
export const linksToBoards = (): DashboardLink => ({
  title: 'Hubscope',
  type: DashboardLinkType.Dashboards,
  icon: 'external link',
  tooltip: 'The other boards of Hubscope',
  tags: [TAG],
  asDropdown: true,
  targetBlank: false,
  includeVars: false,
  keepTime: false,
});

/** A button to one address. */
export const linkTo = (title: string, url: string, tooltip: string): DashboardLink => ({
  title,
  type: DashboardLinkType.Link,
  icon: 'dashboard',
  tooltip,
  url,
  tags: [],
  asDropdown: false,
  targetBlank: false,
  includeVars: false,
  keepTime: false,
});
