/**
 * Names of the gateway's session sets, by its age:
 * - `observed`: hash-tagged, and a set of session identities beside the physical sessions;
 * - `tagged`: hash-tagged, physical sessions only;
 * - `untagged`: the first names.
 */
export type KeyGeneration = 'observed' | 'tagged' | 'untagged';

interface SessionSetNames {
  /** Session identities that dashboards count; the older gateways count `active` instead. */
  readonly observed: string | undefined;
  /** The sets that hold a physical session of this key and user. */
  active(keyId: number, userId: number): string[];
}

const activeSets = (prefix: string) => (keyId: number, userId: number) => [
  `${prefix}global:active_sessions`,
  `${prefix}key:${keyId}:active_sessions`,
  `${prefix}user:${userId}:active_sessions`,
];

export const sessionSets: Readonly<Record<KeyGeneration, SessionSetNames>> = {
  observed: {
    observed: '{observed_sessions}:global:active_sessions',
    active: activeSets('{active_sessions}:'),
  },
  tagged: { observed: undefined, active: activeSets('{active_sessions}:') },
  untagged: { observed: undefined, active: activeSets('') },
};
