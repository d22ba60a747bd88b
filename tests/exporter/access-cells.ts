/** Who asks: an administrator, a person with or without global view, a screen, and a viewer without a person. */
type Level = 'admin' | 'global' | 'own' | 'screen' | 'nobody';

/** Status of the answer to each of them, as digits of {@link statuses}: `+` is told, `-` is refused, `?` asks for more than there is. */
type Cells = string;

const statuses: Readonly<Record<string, number>> = { '+': 200, '-': 403, '?': 400, '!': 401 };

/** The statuses that a row of {@link accessCells} stands for. */
export function statusesOf([cells]: readonly Cells[]): Record<Level, number> {
  const levels = ['admin', 'global', 'own', 'screen', 'nobody'] as const;
  return Object.fromEntries(levels.map((level, index) => [level, statuses[cells?.[index] ?? '']])) as Record<
    Level,
    number
  >;
}

/**
 * Every route, and who is told what by it (admin, global view on, off, screen, nobody): a second writing of the table
 * in identity/access.ts. Overview, statistics, the gateway's boards, realtime, slots and sessions of persons are as in
 * gateway.md 3.9; the board of keys, screens and all else are the project's own decisions.
 */
export const accessCells: readonly (readonly [path: string, cells: Cells])[] = [
  ['/overview', '++++-'],
  ['/realtime', '++-+-'],
  ['/leaderboard?scope=user', '++-+-'],
  ['/leaderboard?scope=user&models=1', '+----'],
  ['/leaderboard?scope=userCacheHitRate', '++-+-'],
  ['/leaderboard?scope=userCacheHitRate&models=1', '+----'],
  ['/leaderboard?scope=provider', '++-+-'],
  ['/leaderboard?scope=provider&models=1', '++-+-'],
  ['/leaderboard?scope=providerCacheHitRate', '++-+-'],
  ['/leaderboard?scope=providerCacheHitRate&models=1', '++-+-'],
  ['/leaderboard?scope=model', '++-+-'],
  ['/leaderboard?scope=key', '++++-'],
  ['/leaderboard?scope=key&models=1', '+++--'],
  ['/statistics', '++++-'],
  ['/statistics?mode=users', '+??+-'],
  ['/statistics?mode=mixed', '?+??-'],
  ['/statistics?mode=keys', '?++?-'],
  ['/trend', '++++-'],
  ['/models', '++++-'],
  ['/activity', '++++-'],
  ['/sessions', '++++-'],
  ['/slots', '++-+-'],
  ['/quotas', '+--+-'],
  ['/quotas?scope=provider', '+--+-'],
  ['/quotas?scope=user', '+++--'],
  ['/quotas?scope=key', '+++--'],
  ['/annotations', '++-+-'],
  ['/sources', '+++++'],
  ...['users', 'keys', 'providers', 'models', 'tags', 'groups'].map(
    (name) => [`/dimensions/${name}`, '++++-'] as const,
  ),
  // The door itself keeps it for the administrators' token.
  ['/ledger/digests?from=2026-11-01T00:00:00Z&to=2026-11-02T00:00:00Z', '+!!!!'],
  ['/health', '+++++'],
  ['/viewer', '+++++'],
  ['/openapi.json', '+++++'],
];
