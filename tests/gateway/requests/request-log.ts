import type pg from 'pg';
import type { Outage } from './outage.ts';
import type { Outstanding } from './outstanding.ts';
import type { Pace } from './pace.ts';
import {
  insertStatement,
  patchStatement,
  writtenColumns,
  type ColumnValues,
  type TableColumns,
} from './request-table.ts';

/** The gateway's defaults for its asynchronous write mode. */
const flushIntervalMs = 250;
const batchSize = 200;
const maxPending = 5_000;

/** One losing attempt of a hedged request, in the shape of a `hedge_losers` element. */
interface HedgeLoser {
  readonly providerId: number;
  readonly providerName: string;
  readonly attemptNumber: number;
  /** USD, exact decimal. */
  readonly costUsd: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** Writes `message_request` the way the gateway does: INSERTs at once, later changes in batches. */
export interface RequestLog {
  readonly columns: TableColumns;
  /** Rows with changes that are not in the database yet. */
  readonly pending: number;
  /** @returns the new row's id. @throws when PostgreSQL cannot be reached or refuses the row */
  insert(row: ColumnValues): Promise<number>;
  /**
   * Merges a change into the row's next batch. Batches are tried again until PostgreSQL takes them.
   *
   * @returns whether it was written; false when too many rows wait and a change without status was dropped
   */
  patch(id: number, values: ColumnValues): Promise<boolean>;
  /**
   * Adds a loser's cost to a finished row, at most once per attempt.
   *
   * @throws when PostgreSQL cannot be reached
   */
  addHedgeLoser(id: number, loser: HedgeLoser): Promise<void>;
  /** Gives up what still waits; their `patch` promises resolve to false. */
  abandon(): void;
}

interface PendingPatch {
  values: ColumnValues;
  readonly written: ((written: boolean) => void)[];
}

export function createRequestLog(
  database: pg.Pool,
  columns: TableColumns,
  pace: Pace,
  outstanding: Outstanding,
  outage: Outage,
): RequestLog {
  let waiting = new Map<number, PendingPatch>();
  let flushing = false;
  let abandoned = false;

  const flushAll = async () => {
    while (waiting.size > 0) {
      await pace.wait(flushIntervalMs);
      const batch = new Map([...waiting].slice(0, batchSize));
      for (const id of batch.keys()) waiting.delete(id);
      try {
        for (const patches of groupByColumns(columns, batch)) {
          await database.query(patchStatement(columns, patches));
          for (const id of patches.keys()) {
            for (const resolve of batch.get(id)?.written ?? []) resolve(true);
            batch.delete(id);
          }
        }
      } catch (error) {
        outage.failed(error);
        waiting = mergeAll(batch, waiting);
        // The pause between attempts must be real even when the pace is hurried.
        await new Promise((resolve) => setTimeout(resolve, flushIntervalMs));
      }
      if (abandoned) giveUp();
    }
  };
  const giveUp = () => {
    for (const { written } of waiting.values()) for (const resolve of written) resolve(false);
    waiting.clear();
  };

  return {
    columns,
    get pending() {
      return waiting.size;
    },
    async insert(row) {
      const { rows } = await database.query<{ id: number }>(insertStatement('message_request', columns, row));
      outage.worked();
      const id = rows[0]?.id;
      if (id === undefined) throw new Error('the INSERT returned no id');
      return id;
    },
    patch(id, values) {
      const isFull = waiting.size >= maxPending && !waiting.has(id);
      if (abandoned || (isFull && !('status_code' in values))) return Promise.resolve(false);
      return new Promise((resolve) => {
        const before = waiting.get(id);
        waiting.set(id, {
          values: { ...before?.values, ...values },
          written: [...(before?.written ?? []), resolve],
        });
        if (flushing) return;
        flushing = true;
        outstanding.track(
          flushAll().finally(() => {
            flushing = false;
          }),
        );
      });
    },
    async addHedgeLoser(id, loser) {
      await database.query({
        name: 'add hedge loser',
        text: `UPDATE message_request
          SET cost_usd = COALESCE(cost_usd, 0) + $2::numeric, updated_at = now(),
              hedge_losers = COALESCE(hedge_losers, '[]') || $3::jsonb
          WHERE id = $1 AND NOT COALESCE(hedge_losers, '[]') @> $4::jsonb`,
        values: [
          id,
          loser.costUsd,
          JSON.stringify([loser]),
          JSON.stringify([{ attemptNumber: loser.attemptNumber }]),
        ],
      });
    },
    abandon() {
      abandoned = true;
      if (!flushing) giveUp();
    },
  };
}

/** Rows that write the same columns go into one statement. */
function groupByColumns(
  columns: TableColumns,
  batch: ReadonlyMap<number, PendingPatch>,
): Map<number, ColumnValues>[] {
  const groups = new Map<string, Map<number, ColumnValues>>();
  for (const [id, { values }] of batch) {
    const signature = writtenColumns(columns, values).join();
    const group = groups.get(signature) ?? new Map<number, ColumnValues>();
    group.set(id, values);
    groups.set(signature, group);
  }
  return [...groups.values()];
}

/** What failed to be written goes back in front of what has come since; of one row's values the newer win. */
function mergeAll(
  failed: ReadonlyMap<number, PendingPatch>,
  newer: ReadonlyMap<number, PendingPatch>,
): Map<number, PendingPatch> {
  const merged = new Map(failed);
  for (const [id, patch] of newer) {
    const before = merged.get(id);
    merged.set(id, {
      values: { ...before?.values, ...patch.values },
      written: [...(before?.written ?? []), ...patch.written],
    });
  }
  return merged;
}
