import type { Directory } from '../../gateway/directory.ts';
import type { IdFilters } from './board-sql.ts';
import type { BoardFilters } from './request.ts';
import type { Scope } from './scopes.ts';

/** Whom a board's row stands for. */
export interface Subject {
  /** Of the user, provider or key; on the model board the model's name. */
  id: number | string;
  name: string;
  /** The user that it is or belongs to; absent for providers and models. */
  user?: { id: number; name: string };
}

/**
 * Who stands behind an id of the ledger. Undefined for the deleted, and for what belongs to a deleted user: the gateway
 * leaves them off its boards, though their usage stays counted in totals.
 */
export function subjectOf(
  kind: Scope['subject'],
  { users, providersById, keys }: SubjectDirectory,
  id: number | string,
): Subject | undefined {
  if (kind === 'model') return { id, name: String(id) };
  const number = Number(id);
  if (kind === 'provider') {
    const name = providersById.get(number);
    return name === undefined ? undefined : { id: number, name };
  }
  const key = kind === 'key' ? keys.get(number) : undefined;
  if (kind === 'key' && key?.deleted !== false) return undefined;
  const user = users.get(key?.userId ?? number);
  if (user?.deleted !== false) return undefined;
  return { id: number, name: key?.name ?? user.name, user: { id: user.id, name: user.name } };
}

/** The directory, providers by id. */
export interface SubjectDirectory extends Pick<Directory, 'users' | 'keys'> {
  providersById: ReadonlyMap<number, string>;
}

/** Prepares a directory for {@link subjectOf}. */
export const subjectsIn = ({ users, keys, providers }: Directory): SubjectDirectory => ({
  users,
  keys,
  providersById: new Map(providers.map(({ id, name }) => [id, name])),
});

/** The ids that a board's filters leave: providers of the type, and users that have any of the tags or groups. */
export function idFilters(
  { users, providers }: Directory,
  { providerType, userTags = [], userGroups = [], onlyUser }: BoardFilters,
): IdFilters {
  const ids: IdFilters = {};
  if (providerType !== undefined) {
    ids.final_provider_id = providers.filter(({ type }) => type === providerType).map(({ id }) => id);
  }
  if (userTags.length > 0 || userGroups.length > 0) {
    ids.user_id = [...users.values()]
      .filter(
        ({ deleted, tags, groups }) =>
          !deleted &&
          (tags.some((tag) => userTags.includes(tag)) || groups.some((group) => userGroups.includes(group))),
      )
      .map(({ id }) => id);
  }
  if (onlyUser !== undefined) ids.user_id = (ids.user_id ?? [onlyUser]).filter((id) => id === onlyUser);
  return ids;
}
