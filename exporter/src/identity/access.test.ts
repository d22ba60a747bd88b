import { access, rightsOf, type Permission, type Rights, type RouteName } from './access.ts';
import type { Viewer } from './viewer.ts';

const config = { screen: { names: 'pseudonym', cohortFloor: 4 } } as const;
const on = { allowGlobalUsageView: true };
const off = { allowGlobalUsageView: false };
const somebody: Viewer = { role: 'viewer', userId: 7, person: 'verified', reason: null };
const nobody: Viewer = { role: 'viewer', userId: null, person: 'none', reason: 'Nobody is signed in.' };

const rights: Record<Rights['level'], Rights> = {
  admin: rightsOf({ ...nobody, role: 'admin' }, off, config),
  global: rightsOf(somebody, on, config),
  own: rightsOf(somebody, off, config),
  screen: rightsOf({ ...nobody, role: 'screen' }, off, config),
  nobody: rightsOf(nobody, on, config),
};

describe('rights', () => {
  test('levels follow the role, the person and the setting of the gateway', () => {
    expect(Object.entries(rights).map(([level, found]) => [level, found.level])).toEqual(
      Object.keys(rights).map((level) => [level, level]),
    );
  });

  test('an administrator needs no person, and keeps their own row when there is one', () => {
    expect(rights.admin).toMatchObject({ userId: null, names: 'real', key: 'admin' });
    expect(rightsOf({ ...somebody, role: 'admin' }, off, config)).toMatchObject({
      level: 'admin',
      userId: 7,
    });
  });

  test.each(['unmapped', 'none', 'unverifiable'] as const)('a person who is %s is nobody', (person) => {
    expect(rightsOf({ ...nobody, person }, on, config)).toMatchObject({ level: 'nobody', userId: null });
    // Even if a user were named beside it: what is not verified does not count.
    expect(rightsOf({ ...somebody, person }, on, config)).toMatchObject({ level: 'nobody', userId: null });
  });

  test('a screen has names and a floor as configured, and nobody of its own', () => {
    expect(rightsOf({ ...somebody, role: 'screen' }, on, config)).toMatchObject({
      userId: null,
      names: 'pseudonym',
      cohortFloor: 4,
    });
    expect(rights.global).toMatchObject({ names: 'real', cohortFloor: 1 });
  });

  test('different rights never share answers', () => {
    const other = { ...somebody, userId: 8 };
    const screens = (['real', 'masked', 'pseudonym'] as const).flatMap((names) =>
      [1, 4].map((cohortFloor) =>
        rightsOf({ ...nobody, role: 'screen' }, on, { screen: { names, cohortFloor } }),
      ),
    );
    const all = [
      rights.admin,
      rightsOf({ ...somebody, role: 'admin' }, on, config),
      rights.global,
      rightsOf(other, on, config),
      rights.own,
      rightsOf(other, off, config),
      rights.nobody,
      ...screens,
    ];
    expect(new Set(all.map(({ key }) => key)).size).toBe(all.length);
  });
});

/*
 * The matrix once more, by hand from gateway.md 3.9: A = everybody's figures, M = mixed, O = own, - = refused.
 * The columns are admin, global view on, global view off, screen, nobody.
 */
const matrix: Record<RouteName, string> = {
  overview: 'AAOA-',
  'overview/concurrentSessions': 'AA-A-',
  realtime: 'AA-A-',
  leaderboard: 'AAOA-',
  'leaderboard/user': 'AA-A-',
  'leaderboard/user/models': 'A----',
  'leaderboard/userCacheHitRate': 'AA-A-',
  'leaderboard/userCacheHitRate/models': 'A----',
  'leaderboard/provider': 'AA-A-',
  'leaderboard/provider/models': 'AA-A-',
  'leaderboard/providerCacheHitRate': 'AA-A-',
  'leaderboard/providerCacheHitRate/models': 'AA-A-',
  'leaderboard/model': 'AA-A-',
  'leaderboard/key': 'AOOA-',
  'leaderboard/key/models': 'AOO--',
  'leaderboard/oneUser': 'AOO--',
  statistics: 'AMOA-',
  'statistics/oneUser': 'AOO--',
  trend: 'AAOA-',
  models: 'AAOA-',
  activity: 'AAOA-',
  sessions: 'AOOA-',
  slots: 'AA-A-',
  quotas: 'AOOA-',
  'quotas/provider': 'A--A-',
  'quotas/user': 'AOO--',
  'quotas/key': 'AOO--',
  annotations: 'AA-A-',
  'annotations/breakers': 'AA-A-',
  'annotations/administration': 'A----',
  dimensions: 'AAOA-',
  'dimensions/users': 'AAOA-',
  'dimensions/keys': 'AOOA-',
  'dimensions/providers': 'AAOA-',
  'dimensions/models': 'AAOA-',
  'dimensions/tags': 'AAOA-',
  'dimensions/groups': 'AAOA-',
  sources: 'AAAAA',
  stream: 'AAOA-',
  'ledger/digests': 'A----',
  health: 'AAAAA',
  openapi: 'AAAAA',
};
const letters = { everybody: 'A', mixed: 'M', own: 'O' } as const;
const letterOf = (permission: Permission) => (permission.allowed ? letters[permission.of] : '-');
const cells = Object.entries(matrix).flatMap(([route, row]) =>
  (['admin', 'global', 'own', 'screen', 'nobody'] as const).map(
    (level, column) => [route as RouteName, level, row[column]] as const,
  ),
);

test.each(cells)('%s for %s: %s', (route, level, letter) => {
  const permission = access[route](rights[level]);
  expect(letterOf(permission)).toBe(letter);
  if (!permission.allowed) expect(permission.why).toMatch(/^[A-Z].{20,}\.$/);
});

test('every route has its row here', () => {
  expect(Object.keys(access).sort()).toEqual(Object.keys(matrix).sort());
});

test('a part is never told to more people, or more of it, than its route', () => {
  const width = '-OMA';
  for (const [route, row] of Object.entries(matrix)) {
    const whole = Object.entries(matrix).find(
      ([name]) => route.startsWith(`${name}/`) && !name.includes('/'),
    )?.[1];
    row.split('').forEach((letter, column) => {
      if (whole !== undefined) {
        expect([route, width.indexOf(letter) <= width.indexOf(whole[column] ?? '-')]).toEqual([route, true]);
      }
    });
  }
});

test('a refusal says first why there is no person', () => {
  const permission = access.overview(rights.nobody);
  expect(permission.allowed ? '' : permission.why).toMatch(/^Nobody is signed in\. Only persons /);
});
