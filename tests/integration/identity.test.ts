import { SignJWT, UnsecuredJWT } from 'jose';
import type { Viewer } from '../../exporter/src/identity/viewer.ts';
import { openDoor, tokens, type Door } from '../grafana/door.ts';
import { makeKey, startSigningGrafana, type SigningGrafana } from '../grafana/signing.ts';
import { waitUntil } from '../servers/wait-until.ts';

/** Who is asking, with Grafana's keys behind a real HTTP server, and requests through a real one. */

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
const ann = viewer('verified', { userId: 1, reason: null });
const refused = (why: RegExp): unknown =>
  expect.objectContaining({
    status: 403,
    type: 'identity-refused',
    detail: expect.stringMatching(why) as string,
  });

test('a signed identity is a person; each token has its role', async () => {
  const { ask, state } = await askers();
  const id = await grafana.sign();
  expect(await ask(tokens.viewer, id)).toEqual(ann);
  expect(await ask(tokens.admin, id)).toMatchObject({ role: 'admin', userId: 1, person: 'verified' });
  expect(await ask(tokens.screen, id)).toMatchObject({ role: 'screen', userId: null, person: 'none' });
  expect(await ask(tokens.viewer)).toEqual(viewer('none'));
  expect(await ask(tokens.admin)).toMatchObject({ role: 'admin', userId: null, person: 'none' });
  expect(await ask('the-token-of-metrics', id)).toMatchObject({ status: 401 });
  expect(await ask('another-token-of-nobody', id)).toMatchObject({ status: 401, type: 'token-refused' });
  expect(state()).toMatchObject({ keys: 'ready', reason: null, mapping: 'username', ambiguousNames: 1 });
});

describe('false identities', () => {
  const now = () => Math.floor(Date.now() / 1000);
  const forgeries: [string, RegExp, (real: SigningGrafana) => Promise<string> | string][] = [
    ['of another issuer', /GRAFANA_URL/, (real) => real.sign({ iss: 'https://evil.example/' })],
    ['of another organisation', /GRAFANA_ORG_ID/, (real) => real.sign({ aud: 'org:2' })],
    ['without an organisation', /GRAFANA_ORG_ID/, (real) => real.sign({ aud: [] })],
    ['that has expired', /expired/, (real) => real.sign({ iat: now() - 700, exp: now() - 60 })],
    ['without an expiry', /not one that Grafana makes/, (real) => real.sign({ exp: undefined })],
    ['of another type of token', /not one that Grafana makes/, (real) => real.sign({}, { typ: 'at+jwt' })],
    ['of a user without a subject', /not one/, (real) => real.sign({ sub: 'service-account:3' })],
    ['of a key of its own', /not signed with a key/, async (real) => real.sign({}, {}, await makeKey('own'))],
    [
      "of a key of its own under the name of Grafana's",
      /not signed with a key/,
      async (real) => real.sign({}, {}, await makeKey(real.key.kid)),
    ],
    [
      'without a signature (alg none)',
      /not one that Grafana makes/,
      (real) =>
        new UnsecuredJWT({ type: 'user', username: 'root' })
          .setIssuer(`${real.url}/`)
          .setAudience('org:1')
          .setSubject('user:1')
          .setIssuedAt()
          .setExpirationTime('5m')
          .encode(),
    ],
    [
      'signed by HS256 with the public key',
      /not one that Grafana makes/,
      (real) =>
        new SignJWT({ type: 'user', username: 'root', iss: `${real.url}/`, aud: 'org:1', sub: 'user:1' })
          .setProtectedHeader({ alg: 'HS256', typ: 'jwt', kid: real.key.kid })
          .setIssuedAt()
          .setExpirationTime('5m')
          .sign(new TextEncoder().encode(JSON.stringify(real.key.publicKey))),
    ],
    ['that is no token', /not one that Grafana makes/, () => 'root'],
    [
      'with another payload under a good signature',
      /not signed with a key/,
      async (real) => {
        const [head, , signature] = (await real.sign()).split('.');
        const [, payload] = (await real.sign({ username: 'root' })).split('.');
        return `${head ?? ''}.${payload ?? ''}.${signature ?? ''}`;
      },
    ],
  ];

  test.each(forgeries)(
    '%s are refused for viewers, and mean nothing for administrators',
    async (_, why, forge) => {
      const { ask } = await askers();
      const id = await forge(grafana);
      expect(await ask(tokens.viewer, id)).toEqual(refused(why));
      expect(await ask(tokens.admin, id)).toMatchObject({
        role: 'admin',
        userId: null,
        person: 'unverifiable',
      });
      // The next good one is believed all the same.
      expect(await ask(tokens.viewer, await grafana.sign())).toEqual(ann);
    },
  );

  test('a small difference of the clocks is none', async () => {
    const { ask } = await askers();
    expect(await ask(tokens.viewer, await grafana.sign({ exp: now() - 4 }))).toEqual(ann);
  });

  test("GRAFANA_URL may be written with or without Grafana's slash", async () => {
    const { ask } = await askers();
    expect(await ask(tokens.viewer, await grafana.sign({ iss: grafana.url }))).toEqual(ann);
  });
});

test.each(['anonymous:0', 'service-account:3', 'api-key:1'])('%s is no person', async (sub) => {
  const { ask } = await askers();
  const type = sub.split(':')[0];
  const claims = { sub, type, username: 'ann', email: 'ann@example.com', role: 'Admin' };
  const all = await askers({ administrators: { gateway: true, grafana: true } });
  for (const asked of [ask, all.ask]) {
    expect(await asked(tokens.viewer, await grafana.sign(claims))).toEqual(viewer('none'));
  }
});

describe("Grafana's keys", () => {
  test('a new key is fetched when it is first seen, and one under an old name too', async () => {
    const { ask } = await askers();
    expect(await ask(tokens.viewer, await grafana.sign())).toEqual(ann);
    for (const kid of ['id-2026-12-es256', 'id-2026-12-es256']) {
      grafana.key = await makeKey(kid);
      expect(await ask(tokens.viewer, await grafana.sign())).toEqual(ann);
    }
    expect(grafana.fetches).toBe(3);
  });

  test('are fetched once in 30 s at most, however many false tokens come', async () => {
    const { ask } = await askers({}, {});
    expect(await ask(tokens.viewer, await grafana.sign())).toEqual(ann);
    const stranger = await makeKey('stranger');
    const ids = await Promise.all(Array.from({ length: 40 }, () => grafana.sign({}, {}, stranger)));
    const answers = await Promise.all(ids.map((id) => ask(tokens.viewer, id)));
    expect(answers).toEqual(answers.map(() => refused(/not signed with a key/)));
    expect(grafana.fetches).toBe(1);
  });

  test('are kept while Grafana is away; a key that is not among them cannot be told then, and can later', async () => {
    const { ask, state } = await askers();
    const old = await grafana.sign();
    expect(await ask(tokens.viewer, old)).toEqual(ann);
    await grafana.goAway();
    grafana.key = await makeKey('new');
    const [known, unknown] = [await grafana.sign({}, {}, grafana.key), old];
    expect(await ask(tokens.viewer, unknown)).toEqual(ann);
    expect(await ask(tokens.viewer, known)).toEqual(
      viewer('unverifiable', {
        reason: expect.stringMatching(/cannot be fetched: .*ECONNREFUSED/) as string,
      }),
    );
    expect(state()).toMatchObject({
      keys: 'ready',
      reason: expect.stringContaining('ECONNREFUSED') as string,
    });
    await grafana.comeBack();
    expect(await ask(tokens.viewer, known)).toEqual(ann);
    expect(state()).toMatchObject({ keys: 'ready', reason: null });
  });

  test.each<[string, SigningGrafana['instead'], RegExp]>([
    ['Grafana Cloud', { status: 200, body: '{"keys":null}' }, /without keys, as Grafana Cloud/],
    ['a login page', { status: 200, body: '<html>' }, /something else than JSON/],
    ['an error', { status: 500, body: 'SECRET of a stack trace' }, /status 500/],
    ['a redirect', { status: 302, body: '', location: 'http://127.0.0.1:1/' }, /redirects/],
  ])('%s in the place of keys makes identities unverifiable, and says why', async (_, instead, why) => {
    grafana.instead = instead;
    const { ask, state } = await askers();
    const found = await ask(tokens.viewer, await grafana.sign());
    expect(found).toEqual(viewer('unverifiable', { reason: expect.stringMatching(why) as string }));
    expect(JSON.stringify([found, state()])).not.toContain('SECRET');
    expect(state()).toMatchObject({ keys: 'unverifiable', keysAsOf: null });
    grafana.instead = undefined;
    expect(await ask(tokens.viewer, await grafana.sign())).toEqual(ann);
  });

  test('too old ones are used no longer', async () => {
    const { ask, state } = await askers({}, { cooldown: 1, renewAfter: 100, keep: 300 });
    expect(await ask(tokens.viewer, await grafana.sign())).toEqual(ann);
    await grafana.goAway();
    await waitUntil('the keys are too old', () => state().keys === 'unverifiable');
    expect(await ask(tokens.viewer, await grafana.sign({ username: 'root' }))).toEqual(
      viewer('unverifiable'),
    );
  });

  test('without GRAFANA_URL nobody is verified', async () => {
    const { ask, state } = await askers({ grafana: undefined });
    expect(await ask(tokens.viewer, await grafana.sign())).toEqual(
      viewer('unverifiable', { reason: expect.stringContaining('GRAFANA_URL is not set') as string }),
    );
    expect(state()).toMatchObject({ keys: 'off' });
    expect(grafana.fetches).toBe(0);
  });
});
