import { access, type Permission, type Rights, type RouteName } from '../../exporter/src/identity/access.ts';

const columns = [
  ['admin', 'administrator'],
  ['global', 'user, global view on'],
  ['own', 'user, global view off'],
  ['screen', 'screen'],
  ['nobody', 'nobody known'],
] as const satisfies readonly (readonly [Rights['level'], string])[];

const words = { everybody: 'everybody', mixed: 'own, and the rest as one', own: 'own' } as const;
const cell = (permission: Permission) => (permission.allowed ? words[permission.of] : '–');

/** The README's permission matrix, in Markdown without a line end: whose figures each route tells to whom. */
export function accessTable(): string {
  const rows = Object.entries(access).map(([route, permissionOf]) => {
    const cells = columns.map(([level]) =>
      cell(permissionOf({ level, userId: null, names: 'real', cohortFloor: 1, key: level, reason: null })),
    );
    return `| \`${route as RouteName}\` | ${cells.join(' | ')} |`;
  });
  const head = ['Question', ...columns.map(([, name]) => name)];
  return [`| ${head.join(' | ')} |`, `| ${head.map(() => '---').join(' | ')} |`, ...rows].join('\n');
}
