import type { Queryable } from '../gateway/postgres.ts';
import { applyBatch } from './apply.ts';
import type { Copy } from './copy.ts';
import type { Feed } from './feed.ts';
import { CHUNK_ROWS, readSource } from './pull.ts';
import { instant, remember } from './tables.ts';
import { integersOf, readBatch, together, type ReadBatch } from './wire.ts';

/** How long an id may stay invisible after a greater one was seen and still be read by the tail itself. */
const OVERLAP_MS = 10_000;

/** How often the moment up to which the copy is right is written down, for the next start. */
const REMEMBER_EVERY_MS = 30_000;

/** Rows in flight that are looked at, newest first; what is beyond is left to the rechecks. */
const MOST_IN_FLIGHT = 20_000;

const HOUR_MS = 3_600_000;

/** Reads what the gateway writes now: new rows by primary key, and rows that were written to. */
export interface Tail {
  /** Reads everything there is to read. Returns how many rows were read. */
  read: () => Promise<number>;
  /** Reads the rows again that are in flight in the copy and began in the last `ageMs`. */
  readInFlight: (ageMs: number) => Promise<void>;
}

/** The source's clock, Unix ms. */
async function sourceTime(connection: Queryable): Promise<number> {
  const [row] = await connection.query<{ now: string }>(
    'SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::text AS now',
  );
  return Number(row?.now);
}

/** Creates the tail of a copy. `now` is a steady clock. */
export function createTail(copy: Copy, feed?: Feed, now: () => number = () => performance.now()): Tail {
  /** Greatest ids seen, by when; the first is the newest that is at least {@link OVERLAP_MS} old, once there is one. */
  const tops: { id: number; at: number }[] = [{ id: copy.topId, at: now() }];
  /** Ids above the first of `tops` that were read: ids become visible out of order, but need no second reading. */
  let seen = new Set<number>();
  let rememberedAt = -Infinity;

  const apply = (batches: readonly ReadBatch[], also: (connection: Queryable) => Promise<void>) =>
    copy.engine.write(async (connection) => {
      const batch = together(batches);
      if (batch.rows > 0) await applyBatch(connection, batch, 'own ids', copy);
      await also(connection);
    });

  /** One reading, of at most a chunk of new rows. Returns how many rows it read, and whether there are more. */
  const readOnce = async () => {
    const startedAt = now();
    while (tops[1] !== undefined && startedAt - tops[1].at >= OVERLAP_MS) tops.shift();
    const overlapFrom = tops[0]?.id ?? copy.topId;
    seen = new Set([...seen].filter((id) => id > overlapFrom));

    const { fresh, changed, written, time } = await readSource(copy, async (connection) => {
      const rows = copy.source.rows({
        where: 'r.id > $1 AND r.id <> ALL ($2::integer[])',
        order: `ORDER BY r.id LIMIT ${CHUNK_ROWS}`,
      });
      // The first of them begins the snapshot.
      const [asOf, newRows, requests = []] = await Promise.all([
        sourceTime(connection),
        readBatch(connection, rows, [overlapFrom, [...seen]]),
        feed?.read(connection),
      ]);
      const rewritten =
        requests.length === 0
          ? undefined
          : await readBatch(
              connection,
              // What has been read a moment ago is not read twice.
              copy.source.rows({ where: `${copy.source.requestId} = ANY ($1) AND r.id <> ALL ($2)` }),
              [requests.map(({ id }) => id), integersOf(newRows, 'id')],
            );
      return { fresh: newRows, changed: rewritten, written: requests, time: asOf };
    });

    const isLast = fresh.rows < CHUNK_ROWS;
    const isDue = isLast && now() - rememberedAt >= REMEMBER_EVERY_MS;
    const batches = [fresh, ...(changed === undefined ? [] : [changed])];
    const rows = batches.reduce((sum, batch) => sum + batch.rows, 0);
    if (rows > 0 || isDue) {
      await apply(batches, async (connection) => {
        if (isDue) await remember(connection, 'as_of', String(time));
      });
      if (isDue) rememberedAt = now();
    }
    feed?.taken(written);
    feed?.addUsers([...new Set(integersOf(fresh, 'user_id'))]);
    for (const id of integersOf(fresh, 'id')) seen.add(id);
    copy.topId = Math.max(copy.topId, fresh.maxId ?? 0);
    tops.push({ id: copy.topId, at: startedAt });
    if (isLast) copy.asOf = time;
    return { rows, isLast };
  };

  return {
    async read() {
      let total = 0;
      for (;;) {
        const { rows, isLast } = await readOnce();
        total += rows;
        if (isLast) return total;
      }
    },

    async readInFlight(ageMs) {
      const since = (copy.asOf ?? Date.now()) - Math.min(ageMs, 365 * 24 * HOUR_MS);
      const open = await copy.engine.query<{ id: number }>(
        `SELECT id FROM rows WHERE status_code IS NULL AND created_at >= ${instant(since)}
         ORDER BY id DESC LIMIT ${MOST_IN_FLIGHT}`,
      );
      if (open.length === 0) return;
      const rows = copy.source.rows({ where: 'r.id = ANY ($1) AND r.status_code IS NOT NULL' });
      const batch = await readSource(copy, (connection) =>
        readBatch(connection, rows, [open.map(({ id }) => id)]),
      );
      if (batch.rows > 0) await apply([batch], () => Promise.resolve());
    },
  };
}
