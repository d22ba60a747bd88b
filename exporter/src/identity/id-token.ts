import { errors, jwtVerify } from 'jose';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { Config } from '../config.ts';
import type { SigningKeys } from './signing-keys.ts';

/** What Grafana says of whoever sends a request (grafana.md 3). */
export interface GrafanaIdentity {
  /** `user` is a person; `anonymous`, `service-account` and others are not. */
  type: string;
  /** Role in the organisation: Viewer, Editor or Admin. */
  role: string | null;
  username: string | null;
  email: string | null;
}

/**
 * What came of looking at a token: an identity; a false token; or a token of which nothing can be told now.
 * `reason` is a sentence for a person.
 */
export type Verdict =
  | { kind: 'verified'; identity: GrafanaIdentity }
  | { kind: 'refused'; reason: string }
  | { kind: 'unverifiable'; reason: string };

/** Grafana's clock and ours may differ by this much. */
const LEEWAY_SECONDS = 10;

/** A token is looked at again after this; people send the same one with every request. */
const REMEMBER_MS = 60_000;
const MOST_REMEMBERED = 5000;

const claims = z.object({
  sub: z.string(),
  type: z.string(),
  exp: z.number(),
  role: z.string().optional(),
  username: z.string().optional(),
  email: z.string().optional(),
});

/** Verifies the tokens of one Grafana: signature (ES256 alone), type, issuer, organisation and expiry. */
export function createTokenVerifier(
  { url, orgId }: NonNullable<Config['grafana']>,
  keys: SigningKeys,
): (token: string) => Promise<Verdict> {
  const options = {
    algorithms: ['ES256'],
    typ: 'jwt',
    issuer: [url, `${url}/`],
    audience: `org:${orgId}`,
    requiredClaims: ['exp', 'iat', 'sub'],
    clockTolerance: LEEWAY_SECONDS,
  };
  const remembered = new LRUCache<string, GrafanaIdentity>({ max: MOST_REMEMBERED });

  const verify = async (token: string): Promise<Verdict> => {
    const find = keys.current();
    if (find === undefined) return unverifiable(keys);
    const { payload } = await jwtVerify(token, find, options);
    const found = claims.safeParse(payload);
    if (!found.success) return { kind: 'refused', reason: sentences.malformed };
    const { type, sub, exp, role, username, email } = found.data;
    // A user's subject says so too; one that does not is nothing that Grafana makes.
    if ((type === 'user') !== sub.startsWith('user:'))
      return { kind: 'refused', reason: sentences.malformed };
    const identity = { type, role: role ?? null, username: username ?? null, email: email ?? null };
    const ttl = Math.min(REMEMBER_MS, (exp + LEEWAY_SECONDS) * 1000 - Date.now());
    if (ttl >= 1) remembered.set(token, identity, { ttl });
    return { kind: 'verified', identity };
  };

  return async (token) => {
    const known = remembered.get(token);
    if (known !== undefined) return { kind: 'verified', identity: known };
    if (keys.current() === undefined) await keys.renew();
    try {
      return await verify(token);
    } catch (first) {
      if (!mayBeNewKey(first)) return refused(first);
      if (!(await keys.renew())) return keys.problem() === null ? refused(first) : unverifiable(keys);
      return verify(token).catch(refused);
    }
  };
}

/** A key of an unknown name is a new one, or none of Grafana's; and on day 31 Grafana gives a new key an old name. */
const mayBeNewKey = (error: unknown) =>
  error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWSSignatureVerificationFailed;

const unverifiable = (keys: SigningKeys): Verdict => ({
  kind: 'unverifiable',
  reason: keys.problem() ?? "Grafana's signing keys have not been fetched yet.",
});

const sentences = {
  malformed: 'The identity that was sent (X-Grafana-Id) is not one that Grafana makes.',
  signature:
    'The identity that was sent (X-Grafana-Id) is not signed with a key of the Grafana of GRAFANA_URL.',
  expired:
    'The identity that was sent (X-Grafana-Id) has expired; compare the clocks of Grafana and the exporter.',
  iss: "The identity that was sent (X-Grafana-Id) is of another Grafana: GRAFANA_URL must be Grafana's own root_url.",
  aud: 'The identity that was sent (X-Grafana-Id) is for another organisation of Grafana than GRAFANA_ORG_ID.',
} as const;

function refused(error: unknown): Verdict {
  if (mayBeNewKey(error)) return { kind: 'refused', reason: sentences.signature };
  if (error instanceof errors.JWTExpired) return { kind: 'refused', reason: sentences.expired };
  const claim = error instanceof errors.JWTClaimValidationFailed ? error.claim : '';
  return {
    kind: 'refused',
    reason: claim === 'iss' || claim === 'aud' ? sentences[claim] : sentences.malformed,
  };
}
