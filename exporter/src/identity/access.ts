import type { Config } from '../config.ts';
import type { NameStyle } from '../contract/index.ts';
import type { Viewer } from './viewer.ts';

/** What a request may see. Equal rights get equal answers, so `key` is part of what answers are shared under. */
export interface Rights {
  /**
   * `admin`: everything. `global`: a person, where the gateway lets users see everybody's figures. `own`: a person,
   * where it does not. `nobody`: no person whom the gateway knows. `screen`: everybody's figures, nobody's own.
   */
  level: 'admin' | 'global' | 'own' | 'nobody' | 'screen';
  /** Whose own figures and row are meant; null when nobody's are. */
  userId: number | null;
  names: NameStyle;
  /** A board that is narrowed to fewer users than this is refused; 1 = no floor. */
  cohortFloor: number;
  key: string;
  /** Why there is no person whom the gateway knows, for `nobody`; null else. Refusals repeat it. */
  reason: string | null;
}

/** The parts of the configuration that rights depend on. */
export type RightsConfig = Pick<Config, 'screen'>;

/** What somebody may see, by the gateway's setting `allow_global_usage_view` (gateway.md 3.9). */
export function rightsOf(
  viewer: Viewer,
  settings: { allowGlobalUsageView: boolean },
  { screen }: RightsConfig,
): Rights {
  const { role, userId, reason } = viewer;
  const open = { names: 'real', cohortFloor: 1, reason: null } as const;
  if (role === 'admin') {
    return { level: 'admin', userId, ...open, key: userId === null ? 'admin' : `admin:${userId}` };
  }
  if (role === 'screen') {
    const { names, cohortFloor } = screen;
    return {
      level: 'screen',
      userId: null,
      names,
      cohortFloor,
      key: `screen:${names}:${cohortFloor}`,
      reason: null,
    };
  }
  if (viewer.person !== 'verified' || userId === null) {
    return { level: 'nobody', userId: null, ...open, names: 'masked', key: 'nobody', reason };
  }
  const level = settings.allowGlobalUsageView ? 'global' : 'own';
  return { level, userId, ...open, key: `${level}:${userId}` };
}

/**
 * Whose figures may be told: everybody's; one's own in detail and everybody else's as one aggregate (`mixed`); or one's
 * own. `why` is a sentence for a person.
 */
export type Permission =
  { allowed: true; of: 'everybody' | 'mixed' | 'own' } | { allowed: false; why: string };

const all: Permission = { allowed: true, of: 'everybody' };
const mixed: Permission = { allowed: true, of: 'mixed' };
const own: Permission = { allowed: true, of: 'own' };
const refusal = (why: string): Permission => ({ allowed: false, why });

/** Nobody is signed in, as far as the gateway is concerned. */
const person = refusal(
  "Only persons whom the gateway knows may see this: the exporter's GRAFANA_URL and VIEWERS say who is who. With an API_SCREEN_TOKEN or API_ADMIN_TOKEN in the datasource it needs no person.",
);
const off = refusal(
  'The gateway shows everybody\'s figures to its administrators only: its setting "allow global usage view" is off.',
);
const admin = refusal('The gateway shows this to its administrators only.');

type Row = readonly [
  admin: Permission,
  global: Permission,
  own: Permission,
  screen: Permission,
  nobody: Permission,
];
const levels = ['admin', 'global', 'own', 'screen', 'nobody'] as const satisfies readonly Rights['level'][];

/*
 * The gateway's permission matrix (gateway.md 3.9) for our routes, and, after a slash, for what has a narrower rule of
 * its own: a scope, a dimension, a part of the answer. Where the gateway's HTTP tier and its actions disagree (realtime,
 * slots), the actions decide: whoever may see everybody's figures may see them live. Keys are nobody's but their
 * user's. A screen sees what a person with global view sees, all of it under the names that SCREEN_NAMES allows, and
 * quotas of providers. To nobody in particular the gateway shows no figure at all, so what is left for them says
 * whether all is well, not how much.
 */
const table = {
  //              admin, global view on, global view off, screen, nobody
  overview: [all, all, own, all, person],
  // Inside its overview the gateway says 0 to users; its route for this figure alone follows global view, as we do.
  'overview/concurrentSessions': [all, all, off, all, person],
  realtime: [all, all, off, all, person],
  leaderboard: [all, all, own, all, person],
  'leaderboard/user': [all, all, off, all, person],
  'leaderboard/user/models': [all, admin, off, admin, person],
  'leaderboard/userCacheHitRate': [all, all, off, all, person],
  'leaderboard/userCacheHitRate/models': [all, admin, off, admin, person],
  'leaderboard/provider': [all, all, off, all, person],
  'leaderboard/provider/models': [all, all, off, all, person],
  'leaderboard/providerCacheHitRate': [all, all, off, all, person],
  'leaderboard/providerCacheHitRate/models': [all, all, off, all, person],
  'leaderboard/model': [all, all, off, all, person],
  'leaderboard/key': [all, own, own, all, person],
  'leaderboard/key/models': [all, own, own, admin, person],
  'leaderboard/oneUser': [all, own, own, admin, person],
  statistics: [all, mixed, own, all, person],
  'statistics/oneUser': [all, own, own, admin, person],
  trend: [all, all, own, all, person],
  models: [all, all, own, all, person],
  activity: [all, all, own, all, person],
  sessions: [all, own, own, all, person],
  slots: [all, all, off, all, person],
  quotas: [all, own, own, all, person],
  'quotas/provider': [all, admin, admin, all, person],
  'quotas/user': [all, own, own, admin, person],
  'quotas/key': [all, own, own, admin, person],
  annotations: [all, all, off, all, person],
  'annotations/breakers': [all, all, off, all, person],
  'annotations/administration': [all, admin, admin, admin, person],
  dimensions: [all, all, own, all, person],
  'dimensions/users': [all, all, own, all, person],
  'dimensions/keys': [all, own, own, all, person],
  'dimensions/providers': [all, all, own, all, person],
  'dimensions/models': [all, all, own, all, person],
  'dimensions/tags': [all, all, own, all, person],
  'dimensions/groups': [all, all, own, all, person],
  sources: [all, all, all, all, all],
  stream: [all, all, own, all, person],
  'ledger/digests': [all, admin, admin, admin, admin],
  health: [all, all, all, all, all],
  openapi: [all, all, all, all, all],
} as const satisfies Record<string, Row>;

/** A route of `/api/v1`, or a part of its answer. */
export type RouteName = keyof typeof table;

const withReason = (permission: Permission, reason: string | null): Permission =>
  permission.allowed || reason === null ? permission : refusal(`${reason} ${permission.why}`);

/** What somebody with certain rights is told by a route. */
export const access = Object.fromEntries(
  Object.entries<Row>(table).map(([route, row]) => [
    route,
    (rights: Rights) => withReason(row[levels.indexOf(rights.level)] ?? admin, rights.reason),
  ]),
) as Record<RouteName, (rights: Rights) => Permission>;
