import { dimensionNames, type DimensionName, type VariableQuery } from '../../types/query.ts';

const numbered: readonly DimensionName[] = ['users', 'keys', 'providers'];

/** Whether what a dimension lists has numbers beside its names. */
export const hasIds = (dimension: DimensionName): boolean => numbered.includes(dimension);

/** Whether the gateway remembers what was deleted of a dimension. */
export const hasDeleted = hasIds;

const REF_ID = 'HubscopeVariable';

/**
 * A variable's query with what it must have. One that was made as code may be plain text: a dimension, and what names
 * contain, such as `providers claude`.
 */
export function completeVariable(saved: Partial<VariableQuery> | string | undefined): VariableQuery {
  if (typeof saved !== 'string') {
    return { ...saved, refId: saved?.refId ?? REF_ID, dimension: dimensionOf(saved?.dimension) };
  }
  const [dimension, ...search] = saved.trim().split(/\s+/);
  return withVariableChange(
    { refId: REF_ID, dimension: dimensionOf(dimension) },
    { search: search.join(' ') },
  );
}

const dimensionOf = (name: string | undefined): DimensionName =>
  dimensionNames.find((dimension) => dimension === name) ?? 'users';

/** A variable's query after a change; what its dimension has no meaning for goes. */
export function withVariableChange(query: VariableQuery, change: Partial<VariableQuery>): VariableQuery {
  const { refId, dimension, search, deleted, value, ...rest } = { ...query, ...change };
  return {
    ...rest,
    refId,
    dimension,
    ...(search === undefined || search === '' ? {} : { search }),
    ...(deleted === true && hasDeleted(dimension) ? { deleted } : {}),
    ...(value === 'id' && hasIds(dimension) ? { value } : {}),
  };
}
