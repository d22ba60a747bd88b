import type { Directory, Key, Provider, User } from '../../gateway/directory.ts';
import type { SpendingLimits } from '../../gateway/spending-limits.ts';
import type { CopyColumnName } from '../../ledger/columns.ts';

/** Whose spending the gateway limits. */
export const quotaScopes = ['provider', 'user', 'key'] as const;
export type QuotaScope = (typeof quotaScopes)[number];

/** The column of the ledger that says whose spending a row is; a key's is found by its string (columns.ts). */
export const spenderColumns = {
  provider: 'final_provider_id',
  user: 'user_id',
  key: 'key_id',
} as const satisfies Record<QuotaScope, CopyColumnName>;

/** A provider, user or key with limits. */
export interface QuotaSubject {
  scope: QuotaScope;
  id: number;
  name: string;
  /** The user that it is or belongs to; null for providers. */
  user: { id: number; name: string } | null;
  enabled: boolean;
  spending: SpendingLimits;
  /** Requests per minute; null = unlimited, and for providers and keys, which have no such limit. */
  requestLimit: number | null;
  /** Concurrent sessions, for a key without a limit of its own its user's; null = unlimited. */
  sessionLimit: number | null;
}

/** The subjects of a scope that have any limit, in the order of their ids; the deleted have none. */
export function quotaSubjects(scope: QuotaScope, directory: Directory): QuotaSubject[] {
  const all = {
    provider: () => directory.providers.map(ofProvider),
    user: () => [...directory.users.values()].filter(({ deleted }) => !deleted).map(ofUser),
    key: () =>
      [...directory.keys.values()].flatMap((key) => {
        const user = directory.users.get(key.userId);
        return key.deleted || user?.deleted !== false ? [] : [ofKey(key, user)];
      }),
  }[scope]();
  return all.filter(isLimited).sort((one, other) => one.id - other.id);
}

const isLimited = ({ spending, requestLimit, sessionLimit }: QuotaSubject) =>
  Object.keys(spending.limits).length > 0 || requestLimit !== null || sessionLimit !== null;

const ofProvider = (provider: Provider): QuotaSubject => ({
  scope: 'provider',
  id: provider.id,
  name: provider.name,
  user: null,
  enabled: provider.enabled,
  spending: provider,
  requestLimit: null,
  sessionLimit: provider.slotLimit,
});

const ofUser = (user: User): QuotaSubject => ({
  scope: 'user',
  id: user.id,
  name: user.name,
  user: { id: user.id, name: user.name },
  enabled: user.enabled,
  spending: user,
  requestLimit: user.requestLimit,
  sessionLimit: user.sessionLimit,
});

const ofKey = (key: Key, user: User): QuotaSubject => ({
  scope: 'key',
  id: key.id,
  name: key.name,
  user: { id: user.id, name: user.name },
  enabled: key.enabled,
  spending: key,
  requestLimit: null,
  sessionLimit: key.sessionLimit ?? user.sessionLimit,
});
