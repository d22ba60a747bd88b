import { setTimeout as rest } from 'node:timers/promises';
import { Decimal } from 'decimal.js';
import { createDirectoryReader } from '../gateway/directory.ts';
import type { Postgres, Queryable } from '../gateway/postgres.ts';
import { probeSchema } from '../gateway/schema.ts';
import { resolveTimezone } from '../gateway/timezone.ts';
import { byProvider, differingGroups, sourceDigests, type Digest } from '../ledger/digest.ts';
import { ledgerSource, type LedgerSource } from '../ledger/source.ts';
import { localDay, type LocalDay } from '../questions/windows.ts';
import type { ReadCopy } from './copy.ts';

/** How a day of the copy compares with the ledger. */
export interface DayResult {
  /** The day in the gateway's zone, `yyyy-mm-dd`. */
  day: string;
  /** Rows of the ledger. */
  rows: number;
  /** Their cost, exact. */
  costUsd: string;
  providers: number;
  differences: { providerId: string; ledger: Digest | undefined; copy: Digest | undefined }[];
}

/** A difference must last, since rows change while they are compared: so often is it looked at again. */
const LOOKS = 5;
const PAUSE_MS = 1500;

/** First and last instants that are compared; what lies beyond has no name in JavaScript. */
const FIRST_MS = Date.parse('0001-01-02T00:00:00Z');
const LAST_MS = Date.UTC(9999, 11, 31);

/** Compares the last `most` days of the ledger that have rows, newest first, and what the copy has between them. */
export async function* compareDays(
  postgres: Postgres,
  readCopy: ReadCopy,
  timezone: string,
  most: number,
): AsyncGenerator<DayResult> {
  const { source, zone } = await postgres.snapshot(async (connection) => {
    const schema = await probeSchema(connection);
    const { settings } = await createDirectoryReader()(connection, schema);
    return { source: ledgerSource(schema), zone: resolveTimezone(settings.timezone, timezone).name };
  });
  const compare = (day: LocalDay) => compareUntilEqual(postgres, source, readCopy, day);
  let bound = LAST_MS;
  for (let left = most; left > 0; left -= 1) {
    const newest = await postgres.snapshot((connection) => newestBefore(connection, source, bound));
    const day = newest === undefined ? undefined : localDay(newest, zone);
    const from = day?.to ?? FIRST_MS;
    if (from < bound && (day !== undefined || most === Infinity)) {
      const between = await compare({ day: 'elsewhere', from, to: bound });
      if (between.differences.length > 0) yield between;
    }
    if (day === undefined) return;
    yield await compare(day);
    bound = day.from;
  }
}

async function newestBefore(
  connection: Queryable,
  { table }: LedgerSource,
  bound: number,
): Promise<number | undefined> {
  const [row] = await connection.query<{ newest: string | null }>(
    `SELECT floor(extract(epoch FROM max(created_at)) * 1000)::text AS newest
     FROM public.${table} WHERE created_at < $1::timestamptz AND isfinite(created_at)`,
    [new Date(bound).toISOString()],
  );
  return row === undefined || row.newest === null ? undefined : Number(row.newest);
}

async function compareUntilEqual(
  postgres: Postgres,
  source: LedgerSource,
  readCopy: ReadCopy,
  day: LocalDay,
): Promise<DayResult> {
  let result = await compareDay(postgres, source, readCopy, day);
  for (let look = 1; look < LOOKS && result.differences.length > 0; look += 1) {
    await rest(PAUSE_MS);
    result = await compareDay(postgres, source, readCopy, day);
  }
  return result;
}

async function compareDay(
  postgres: Postgres,
  source: LedgerSource,
  readCopy: ReadCopy,
  { day, from, to }: LocalDay,
): Promise<DayResult> {
  const ledger = await postgres.snapshot((connection) =>
    sourceDigests(connection, source, { from, to }, byProvider, true),
  );
  const copy = await readCopy(from, to);
  const digests = [...ledger.values()];
  return {
    day,
    rows: digests.reduce((sum, { rows }) => sum + rows, 0),
    costUsd: digests.reduce((sum, { costUsd }) => sum.plus(costUsd), new Decimal(0)).toFixed(15),
    providers: digests.length,
    differences: differingGroups(ledger, copy).map((providerId) => ({
      providerId,
      ledger: ledger.get(providerId),
      copy: copy.get(providerId),
    })),
  };
}
