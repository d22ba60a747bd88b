import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Viewer } from '../../exporter/src/identity/viewer.ts';
import { openDoor, tokens, type Door, type DoorConfig } from '../grafana/door.ts';
import { startSigningGrafana, type SigningGrafana } from '../grafana/signing.ts';
import { createTemporaryFolder } from '../servers/temporary-folder.ts';
import { waitUntil } from '../servers/wait-until.ts';

/** Which user of the gateway a verified person of Grafana is. */

const folder = createTemporaryFolder('viewers');
afterAll(() => {
  folder.remove();
});

let grafana: SigningGrafana;
const doors: Door[] = [];

beforeEach(async () => {
  grafana = await startSigningGrafana();
});
afterEach(async () => {
  for (const door of doors.splice(0)) door.close();
  await grafana.goAway();
});

async function askers(...options: Tail<Parameters<typeof openDoor>>): Promise<Door> {
  const door = await openDoor(grafana, ...options);
  doors.push(door);
  return door;
}
type Tail<List extends unknown[]> = List extends [unknown, ...infer Rest] ? Rest : never;

const viewer = (person: Viewer['person'], more: Partial<Viewer> = {}): unknown =>
  expect.objectContaining({ role: 'viewer', userId: null, person, ...more });
test.each<[string, string, Partial<Viewer>]>([
  ['ANN', 'a@b', { userId: 1, person: 'verified' }],
  ['zoe\u0308', 'a@b', { userId: 10, person: 'verified' }],
  ['gone', 'a@b', { userId: 6, person: 'verified' }],
  ['twin', 'a@b', { userId: null, person: 'unmapped' }],
  ['off', 'a@b', { userId: null, person: 'unmapped' }],
  ['late', 'a@b', { userId: null, person: 'unmapped' }],
  ['nobody', 'ann', { userId: null, person: 'unmapped' }],
  ['', 'ann', { userId: null, person: 'unmapped' }],
  ['ann@example.com', 'x', { userId: 9, person: 'verified' }],
])('by username: %s', async (username, email, expected) => {
  const { ask, log } = await askers();
  expect(await ask(tokens.viewer, await grafana.sign({ username, email }))).toMatchObject(expected);
  if (username === 'twin') expect(log.join('')).toContain('"names":["twin"]');
});

test('by email, and not by username then', async () => {
  const { ask } = await askers({ viewers: 'email' });
  expect(await ask(tokens.viewer, await grafana.sign())).toMatchObject({ userId: 9 });
  const other = await grafana.sign({ email: undefined, username: 'ann' });
  expect(await ask(tokens.viewer, other)).toMatchObject({ userId: null, person: 'unmapped' });
});

test('without VIEWERS nobody is, and before the gateway was seen nobody can be', async () => {
  const unset = await askers({ viewers: undefined });
  expect(await unset.ask(tokens.viewer, await grafana.sign())).toEqual(
    viewer('unmapped', { reason: expect.stringContaining('VIEWERS is not set') as string }),
  );
  const early = await askers({}, undefined, () => undefined);
  expect(await early.ask(tokens.viewer, await grafana.sign())).toMatchObject({ person: 'unmapped' });
});

test('an administrator of the gateway or of Grafana sees everything, when the configuration says so', async () => {
  const root = await grafana.sign({ username: 'root' });
  const boss = await grafana.sign({ username: 'ann', role: 'Admin' });
  const stranger = await grafana.sign({ username: 'stranger', role: 'Admin' });
  const rolesWith = async (administrators: DoorConfig['administrators']) => {
    const { ask } = await askers({ administrators });
    const found = await Promise.all([root, boss, stranger].map((id) => ask(tokens.viewer, id)));
    return found.map((viewer) => 'role' in viewer && viewer.role);
  };
  expect(await rolesWith({ gateway: true, grafana: false })).toEqual(['admin', 'viewer', 'viewer']);
  expect(await rolesWith({ gateway: false, grafana: true })).toEqual(['viewer', 'admin', 'admin']);
  expect(await rolesWith({ gateway: false, grafana: false })).toEqual(['viewer', 'viewer', 'viewer']);
});

test('by a file, which is read again when it changes; a broken one changes nothing and is told of', async () => {
  const file = join(folder.path, 'viewers.json');
  writeFileSync(file, '{"Ann": 3, "ghost": 77, "gone": 5}');
  const { ask, state, log } = await askers({ viewers: { file } }, { cooldown: 1, rereadMs: 20 });
  const idOf = async (username: string) => {
    const found = await ask(tokens.viewer, await grafana.sign({ username }));
    return 'userId' in found ? found.userId : undefined;
  };
  await waitUntil('the file is read', async () => (await idOf('ann')) === 3);
  expect([await idOf('ghost'), await idOf('gone'), await idOf('root')]).toEqual([null, null, null]);
  for (const [text, why] of [
    ['{"ann": 1', 'is no JSON'],
    ['{"ann": "1"}', 'is no object of logins'],
    ['{"ann": 1, "ANN": 2}', 'names a login twice'],
  ] as const) {
    writeFileSync(file, text);
    await waitUntil(why, () => state().mappingProblem?.includes(why) === true);
    expect(await idOf('ann')).toBe(3);
    expect(log.join('')).toContain(why);
  }
  writeFileSync(file, '{"ann": 1}');
  await waitUntil('the file is good again', async () => (await idOf('ann')) === 1);
  expect(state()).toMatchObject({ mapping: 'file', mappingProblem: null });
});
