import type { Queryable } from '../gateway/postgres.ts';
import { applyBatch } from './apply.ts';
import type { Copy } from './copy.ts';
import { CHUNK_ROWS, readSource } from './pull.ts';
import { remember } from './tables.ts';
import { readBatch } from './wire.ts';

/** How long an id may stay invisible after a greater one was seen and still be read by the tail itself. */
const OVERLAP_MS = 10_000;

/** How often the moment up to which the copy is right is written down, for the next start. */
const REMEMBER_EVERY_MS = 30_000;

/** Rows in flight that are looked at, newest first; what is beyond is left to the rechecks. */
const MOST_IN_FLIGHT = 20_000;

const HOUR_MS = 3_600_000;

/** Reads new rows by primary key, and again those of the last seconds, since ids become visible out of order. */
export interface Tail {
  /** Reads everything there is to read. Returns how many rows were read. */
  read: () => Promise<number>;
  /** Reads the rows again that are in flight in the copy and began in the last `ageMs`. */
  readInFlight: (ageMs: number) => Promise<void>;
}

/** The source's clock, Unix ms. */
export async function sourceTime(connection: Queryable): Promise<number> {
  const [row] = await connection.query<{ now: string }>(
    'SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::text AS now',
  );
  return Number(row?.now);
}

/** Creates the tail of a copy. `now` is a steady clock. */
export function createTail(copy: Copy, now: () => number = () => performance.now()): Tail {
  /** Greatest ids seen, by when; the first is the newest that is at least {@link OVERLAP_MS} old, once there is one. */
  const seen: { id: number; at: number }[] = [{ id: copy.topId, at: now() }];
  let rememberedAt = -Infinity;

  const readFrom = async (id: number) => {
    const { batch, time } = await readSource(copy, async (connection) => {
      const asOf = await sourceTime(connection);
      const rows = copy.source.rows({ where: 'r.id > $1', order: `ORDER BY r.id LIMIT ${CHUNK_ROWS}` });
      return { batch: await readBatch(connection, rows, [id]), time: asOf };
    });
    const isDue = now() - rememberedAt >= REMEMBER_EVERY_MS;
    const isLast = batch.rows < CHUNK_ROWS;
    if (batch.rows > 0 || isDue) {
      await copy.engine.write(async (connection) => {
        if (batch.rows > 0) await applyBatch(connection, batch, 'own ids', copy.summed);
        if (isDue && isLast) await remember(connection, 'as_of', String(time));
      });
      if (isDue && isLast) rememberedAt = now();
    }
    copy.topId = Math.max(copy.topId, batch.maxId ?? 0);
    if (isLast) copy.asOf = time;
    return { rows: batch.rows, next: isLast ? undefined : batch.maxId };
  };

  return {
    async read() {
      while (seen[1] !== undefined && now() - seen[1].at >= OVERLAP_MS) seen.shift();
      let id: number | undefined = seen[0]?.id ?? copy.topId;
      let total = 0;
      while (id !== undefined) {
        const startedAt = now();
        const { rows, next } = await readFrom(id);
        total += rows;
        id = next;
        seen.push({ id: copy.topId, at: startedAt });
      }
      return total;
    },

    async readInFlight(ageMs) {
      const since = (copy.asOf ?? Date.now()) - Math.min(ageMs, 365 * 24 * HOUR_MS);
      const open = await copy.engine.query<{ id: number }>(
        `SELECT id FROM rows WHERE status_code IS NULL AND created_at >= $1::timestamptz
         ORDER BY id DESC LIMIT ${MOST_IN_FLIGHT}`,
        [new Date(since).toISOString()],
      );
      if (open.length === 0) return;
      const batch = await readSource(copy, (connection) =>
        readBatch(connection, copy.source.rows({ where: 'r.id = ANY ($1) AND r.status_code IS NOT NULL' }), [
          open.map(({ id }) => id),
        ]),
      );
      if (batch.rows === 0) return;
      await copy.engine.write((connection) => applyBatch(connection, batch, 'own ids', copy.summed));
    },
  };
}
