import type {
  DuckDBConnection,
  DuckDBMaterializedResult,
  DuckDBPreparedStatement,
  DuckDBType,
  DuckDBValue,
} from '@duckdb/node-api';

/**
 * What DuckDB must not do where plans are kept: it would take the rows of that moment for granted, and answer wrongly
 * once there are others (tests/integration/ledger-statements.test.ts).
 */
export const unsafeForKeptPlans = 'statistics_propagation,compressed_materialization';

/** Runs statements on a connection, which nobody else uses meanwhile. */
export interface Statements {
  run: (
    sql: string,
    values: readonly DuckDBValue[],
    types: readonly DuckDBType[],
  ) => Promise<DuckDBMaterializedResult>;
  close: () => void;
}

/** Statements that are remembered, the latest: more than a heartbeat and its viewers ask again and again. */
const MOST = 64;

/**
 * Keeps the plan of a statement that comes a second time, word for word: planning a board takes longer than answering
 * it, and a board's statement stays the same for a quarter of an hour.
 */
export function keepPlans(connection: DuckDBConnection): Statements {
  /** By their text, the latest last; undefined = came once. */
  const known = new Map<string, DuckDBPreparedStatement | undefined>();
  const remember = (sql: string, plan: DuckDBPreparedStatement | undefined) => {
    known.delete(sql);
    known.set(sql, plan);
    const [oldest] = known;
    if (known.size <= MOST || oldest === undefined) return;
    known.delete(oldest[0]);
    oldest[1]?.destroySync();
  };
  return {
    async run(sql, values, types) {
      const isNew = !known.has(sql);
      const plan = isNew ? undefined : (known.get(sql) ?? (await connection.prepare(sql)));
      remember(sql, plan);
      if (plan === undefined) return connection.run(sql, [...values], [...types]);
      plan.clearBindings();
      plan.bind([...values], [...types]);
      return plan.run();
    },
    close() {
      for (const plan of known.values()) plan?.destroySync();
      known.clear();
    },
  };
}
