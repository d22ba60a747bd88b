import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { Directory, User } from '../gateway/directory.ts';
import type { Problem } from '../http/problem.ts';
import { roleFinder, tokenProblem } from '../http/tokens.ts';
import { createTokenVerifier, type GrafanaIdentity, type Verdict } from './id-token.ts';
import { fetchSigningKeys, type KeyTimes } from './signing-keys.ts';
import { createViewers } from './viewers.ts';
import type { Identify, IdentityState, Viewer } from './viewer.ts';

/** Everything that tells who asks. */
export interface Identity {
  identify: Identify;
  state: () => IdentityState;
  stop: () => void;
}

/** The parts of the configuration that identities depend on. */
export type IdentityConfig = Pick<Config, 'tokens' | 'grafana' | 'viewers' | 'administrators'>;

/** Haste for tests. */
export type IdentityTimes = Partial<KeyTimes> & { rereadMs?: number };

/**
 * Tells who asks from two things: the token of the datasource, which everybody who may use the datasource shares, and
 * the identity that Grafana signs for each person (X-Grafana-Id). `directory` is the gateway as last seen.
 */
export function createIdentify(
  config: IdentityConfig,
  directory: () => Directory | undefined,
  log: Logger,
  { rereadMs, ...keyTimes }: IdentityTimes = {},
): Identity {
  const { grafana, administrators } = config;
  const roleOf = roleFinder(config.tokens);
  const viewers = createViewers(config.viewers, log, rereadMs);
  const keys = grafana === undefined ? undefined : fetchSigningKeys(grafana.keysUrl, keyTimes);
  const verify =
    grafana === undefined || keys === undefined
      ? (): Promise<Verdict> =>
          Promise.resolve({
            kind: 'unverifiable',
            reason: 'GRAFANA_URL is not set, so no identity can be verified.',
          })
      : createTokenVerifier(grafana, keys);

  const personOf = (identity: GrafanaIdentity): Viewer => {
    if (identity.type !== 'user') return nobody('none', notAPerson(identity.type));
    const match = matchOf(identity, directory());
    const person = 'user' in match ? verified(match.user) : nobody('unmapped', match.reason);
    const isAdmin =
      (administrators.grafana && identity.role === 'Admin') ||
      (administrators.gateway && 'user' in match && match.user.role === 'admin');
    return { ...person, role: isAdmin ? 'admin' : 'viewer' };
  };
  const matchOf = (identity: GrafanaIdentity, gateway: Directory | undefined) => {
    if (gateway === undefined) return { reason: 'The users of the gateway are not known yet.' };
    const match = viewers.find(identity, gateway);
    return 'user' in match && !mayUseGateway(match.user)
      ? { reason: 'The gateway has disabled this user, or its time is over.' }
      : match;
  };

  const identify: Identify = async (request) => {
    const header = request.get('authorization');
    const role = roleOf(header);
    if (role === undefined || role === 'metrics') return tokenProblem(header, HINT);
    if (role === 'screen') return { ...nobody('none', 'A wall screen is no person.'), role };
    const token = request.get('x-grafana-id');
    if (token === undefined || token === '') return { ...nobody('none', noIdentity(grafana)), role };
    const verdict = await verify(token);
    if (verdict.kind === 'verified') {
      const viewer = personOf(verdict.identity);
      return role === 'admin' ? { ...viewer, role } : viewer;
    }
    // A token of administrators needs no person; a viewer's does, and a false one is no mishap.
    if (role === 'viewer' && verdict.kind === 'refused') return identityProblem(verdict.reason);
    return { ...nobody('unverifiable', verdict.reason), role };
  };

  return {
    identify,
    state: () => {
      const gateway = directory();
      const ready = keys?.current() !== undefined;
      const problem = keys?.problem() ?? null;
      return {
        keys: keys === undefined ? 'off' : ready ? 'ready' : problem === null ? 'waiting' : 'unverifiable',
        reason: problem,
        keysAsOf: keys?.asOf() ?? null,
        mapping: typeof config.viewers === 'object' ? 'file' : (config.viewers ?? 'off'),
        ambiguousNames: gateway === undefined ? 0 : viewers.ambiguousNames(gateway),
        mappingProblem: viewers.problem(),
      };
    },
    stop: () => {
      keys?.stop();
      viewers.stop();
    },
  };
}

const HINT = 'Send one of the exporter\'s API tokens as "Authorization: Bearer <token>".';

const nobody = (person: 'unmapped' | 'none' | 'unverifiable', reason: string): Viewer => ({
  role: 'viewer',
  userId: null,
  person,
  reason,
});

const verified = ({ id }: User): Viewer => ({ role: 'viewer', userId: id, person: 'verified', reason: null });

/** As the gateway decides who may sign in (gateway.md 4). */
const mayUseGateway = ({ deleted, enabled, expiresAt }: User) =>
  !deleted && enabled && (expiresAt === null || expiresAt > Date.now());

const notAPerson = (type: string) =>
  type === 'anonymous'
    ? 'Whoever asks is not signed in to Grafana.'
    : 'Whoever asks is no person but a program, such as a service account of Grafana.';

const noIdentity = (grafana: Config['grafana']) =>
  grafana === undefined
    ? 'GRAFANA_URL is not set, so no person is known.'
    : 'No identity was sent (X-Grafana-Id): Grafana 12.3 or newer sends it through its data proxy.';

const identityProblem = (detail: string): Problem => ({
  status: 403,
  type: 'identity-refused',
  title: 'The identity was refused',
  detail,
});
