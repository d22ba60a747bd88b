import { completeQuery } from './components/query/new-query.ts';
import type { GatewayQuery } from './types/query.ts';

/** Version of the query model. */
export const QUERY_VERSION = 1;

/**
 * Brings a saved query of any version to the present one, and gives one that was written by hand what it cannot be without.
 * Variables are left as they are.
 */
export function migrateQuery(saved: Partial<GatewayQuery> & { refId: string }): GatewayQuery {
  return { ...completeQuery(saved), version: QUERY_VERSION };
}
