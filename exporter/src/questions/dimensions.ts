import type { Directory } from '../gateway/directory.ts';
import { familyOf } from '../ledger/measures.ts';
import type { LedgerReader } from '../ledger/reader.ts';
import { boardModel, modelLabel, type ModelBasis } from './leaderboard/board-sql.ts';
import { compareNames } from './names.ts';
import { localNow, startOfDay } from './windows.ts';

/** What a dashboard's variable can choose from. */
export const dimensionNames = ['users', 'keys', 'providers', 'models', 'tags', 'groups'] as const;
export type DimensionName = (typeof dimensionNames)[number];

/** One choice. */
export interface DimensionEntry {
  /** Of a user, key or provider; of the others the name. */
  id: number | string;
  /** Not unique among users, keys and providers. */
  name: string;
  deleted: boolean;
  /** Whose key it is; null for all else. */
  user: { id: number; name: string } | null;
}

/** Which choices are wanted. */
export interface DimensionRequest {
  /** Whose view it is: only this user, and the user's own keys, tags and groups. Default: everybody's. */
  userId?: number | null;
  /** Text that the name contains, letter case aside; names that begin with it come first. */
  search?: string | undefined;
  /** The most entries. */
  limit?: number | undefined;
  /** Whether users and keys that are deleted, and providers that were, are among them. Default: no. */
  withDeleted?: boolean | undefined;
}

/** Choices, those of the limit, and how many there are. */
export interface Dimension {
  entries: DimensionEntry[];
  count: number;
}

/**
 * The choices of a variable, in order of their names; models in the order given (see {@link usedModels}). Groups are
 * those of users and providers; `*`, which stands for all, is none.
 */
export function dimension(
  name: DimensionName,
  directory: Directory,
  models: readonly string[],
  { userId = null, search = '', limit = Infinity, withDeleted = false }: DimensionRequest,
): Dimension {
  const all = choices[name](directory, models, userId)
    .filter((entry) => withDeleted || !entry.deleted)
    .sort(name === 'models' ? () => 0 : byName);
  const found = matching(all, search.trim().toLocaleLowerCase('en'));
  return { entries: found.slice(0, limit), count: found.length };
}

function byName(one: DimensionEntry, other: DimensionEntry): number {
  return compareNames(one.name, other.name) || Number(one.id) - Number(other.id);
}

function matching(entries: readonly DimensionEntry[], search: string): readonly DimensionEntry[] {
  if (search === '') return entries;
  const placed = entries.map((entry) => ({
    entry,
    place: entry.name.toLocaleLowerCase('en').indexOf(search),
  }));
  const at = (isWanted: (place: number) => boolean) =>
    placed.filter(({ place }) => isWanted(place)).map(({ entry }) => entry);
  return [...at((place) => place === 0), ...at((place) => place > 0)];
}

const named = (names: Iterable<string>): DimensionEntry[] =>
  [...new Set(names)].map((name) => ({ id: name, name, deleted: false, user: null }));

type Choices = (directory: Directory, models: readonly string[], userId: number | null) => DimensionEntry[];

const choices: Record<DimensionName, Choices> = {
  users: (directory, _, userId) =>
    usersOf(directory, userId).map(({ id, name, deleted }) => ({ id, name, deleted, user: null })),
  keys: ({ keys, users }, _, userId) =>
    [...keys.values()]
      .filter((key) => userId === null || key.userId === userId)
      .map(({ id, name, deleted, userId: owner }) => {
        const user = users.get(owner);
        return {
          id,
          name,
          deleted: deleted || user?.deleted !== false,
          user: user === undefined ? null : { id: owner, name: user.name },
        };
      }),
  providers({ providers, providerNames }) {
    const live = new Set(providers.map(({ id }) => id));
    return [...providerNames].map(([id, name]) => ({ id, name, deleted: !live.has(id), user: null }));
  },
  models: (_, models) => named(models),
  tags: (directory, _, userId) => named(livingUsers(directory, userId).flatMap(({ tags }) => tags)),
  groups(directory, _, userId) {
    const ofUsers = livingUsers(directory, userId).flatMap(({ groups }) => groups);
    const ofProviders = userId === null ? directory.providers.flatMap(({ groups }) => groups) : [];
    return named([...ofUsers, ...ofProviders].filter((group) => group !== '*'));
  },
};

const usersOf = ({ users }: Directory, userId: number | null) =>
  [...users.values()].filter(({ id }) => userId === null || id === userId);

const livingUsers = (directory: Directory, userId: number | null) =>
  usersOf(directory, userId).filter(({ deleted }) => !deleted);

/** How far back a model must have been used to be a choice. */
const MODEL_DAYS = 90;

/** First instant (Unix ms) that {@link usedModels} looks at: a local midnight. */
export const usedModelsFrom = (now: number, timezone: string): number =>
  startOfDay(
    localNow(now, timezone)
      .toPlainDate()
      .subtract({ days: MODEL_DAYS - 1 }),
    timezone,
  );

/** The statement of {@link usedModels}. */
export function usedModelsSql(
  reader: LedgerReader,
  modelBasis: ModelBasis,
  from: number,
  userId: number | null,
): string {
  const family = familyOf(
    userId === null ? ['model', 'original_model'] : ['user_id', 'model', 'original_model'],
  );
  return `
    SELECT ${boardModel(modelBasis)} AS model, sum(requests)::text AS requests
    FROM ${reader.totals(family, { from }, 'any', ['requests'])}
    ${userId === null ? '' : `WHERE user_id = ${Math.trunc(userId)}`} GROUP BY 1 HAVING sum(requests) > 0`;
}

/**
 * Models of the billable requests of the last 90 local days, the most used first: of everybody, or of one user. Names
 * are those that boards show by the gateway's setting.
 */
export async function usedModels(
  reader: LedgerReader,
  modelBasis: ModelBasis,
  now: number,
  timezone: string,
  userId: number | null,
): Promise<string[]> {
  const sql = usedModelsSql(reader, modelBasis, usedModelsFrom(now, timezone), userId);
  const requests = new Map<string, number>();
  for (const row of await reader.query<{ model: string | null; requests: string }>(sql)) {
    const model = modelLabel(row.model);
    if (model !== null) requests.set(model, (requests.get(model) ?? 0) + Number(row.requests));
  }
  return [...requests]
    .sort(([one, ofOne], [other, ofOther]) => ofOther - ofOne || compareNames(one, other))
    .map(([model]) => model);
}
