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
  /** Whether there is a plan of a statement. */
  keeps: (sql: string) => boolean;
  close: () => void;
}

/**
 * Plans that are kept: the latest of those that came again, more than a heartbeat and its viewers ask, and of the
 * others, more than a heartbeat or a batch asks in a row.
 */
const MOST = { again: 64, once: 32 };

/**
 * Keeps the plans of statements, for when they come again word for word: planning a board takes longer than answering
 * it, and a board's statement stays the same for a quarter of an hour. What comes once does not push out what comes again.
 */
export function keepPlans(connection: DuckDBConnection): Statements {
  /** By their text, the latest last. */
  const kept = {
    again: new Map<string, DuckDBPreparedStatement>(),
    once: new Map<string, DuckDBPreparedStatement>(),
  };
  const keep = (where: keyof typeof kept, sql: string, plan: DuckDBPreparedStatement) => {
    const plans = kept[where];
    plans.set(sql, plan);
    const [oldest] = plans;
    if (plans.size <= MOST[where] || oldest === undefined) return;
    plans.delete(oldest[0]);
    oldest[1].destroySync();
  };
  const planOf = async (sql: string) => {
    const known = kept.again.get(sql) ?? kept.once.get(sql);
    const plan = known ?? (await connection.prepare(sql));
    kept.again.delete(sql);
    kept.once.delete(sql);
    keep(known === undefined ? 'once' : 'again', sql, plan);
    return plan;
  };
  return {
    async run(sql, values, types) {
      const plan = await planOf(sql);
      plan.clearBindings();
      plan.bind([...values], [...types]);
      return plan.run();
    },
    keeps: (sql) => kept.again.has(sql) || kept.once.has(sql),
    close() {
      for (const plans of Object.values(kept)) {
        for (const plan of plans.values()) plan.destroySync();
        plans.clear();
      }
    },
  };
}
