import { setTimeout as rest } from 'node:timers/promises';
import type { LedgerDigests } from '../contract/index.ts';
import type { Digest } from '../ledger/digest.ts';
import type { Secret } from '../secret.ts';

/** Why nothing can be compared, in words for whoever typed the command. */
export class VerifyError extends Error {}

/** What a running exporter's copy holds of a span (Unix ms), by provider. */
export type ReadCopy = (from: number, to: number) => Promise<Map<string, Digest>>;

/** A copy that is being brought up to date is waited for this many seconds. */
const PATIENCE = 20;

/** Asks the exporter at `url`. */
export function readCopy(url: string, token: Secret | undefined): ReadCopy {
  const headers: Record<string, string> =
    token === undefined ? {} : { authorization: `Bearer ${token.reveal()}` };
  return async (from, to) => {
    const query = new URLSearchParams({ from: new Date(from).toISOString(), to: new Date(to).toISOString() });
    const ask = () =>
      fetch(`${url}/api/v1/ledger/digests?${query.toString()}`, { headers }).catch(() => {
        throw new VerifyError(`no exporter answers at ${url}: start it, or name its address with --url`);
      });
    let response = await ask();
    for (let again = 0; again < PATIENCE && response.status === 503; again += 1) {
      await rest(1000);
      response = await ask();
    }
    if (response.status === 401) {
      throw new VerifyError('the exporter refused the token: set API_ADMIN_TOKEN to one of its own');
    }
    if (!response.ok) {
      const { detail } = (await response.json().catch(() => ({}))) as { detail?: string };
      throw new VerifyError(`the exporter at ${url} says: ${detail ?? `status ${response.status}`}`);
    }
    const { providers } = (await response.json()) as LedgerDigests;
    return new Map(providers.map(({ providerId, ...digest }) => [providerId, digest]));
  };
}
