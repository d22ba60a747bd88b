import pg from 'pg';
import { probeSchema } from '../../exporter/src/gateway/schema.ts';
import { postgresReader } from '../../exporter/src/ledger/reader.ts';
import { ledgerSource } from '../../exporter/src/ledger/source.ts';
import { overview, type Overview } from '../../exporter/src/questions/overview.ts';
import { windowsAt } from '../../exporter/src/questions/windows.ts';
import { overviewReference } from '../exporter/reference.ts';
import { addRequest } from '../exporter/rows.ts';
import { startStack, type Stack } from '../exporter/stack.ts';

let stack: Stack;
let client: pg.Client;
beforeAll(async () => {
  stack = await startStack();
  client = new pg.Client({ connectionString: stack.environment.DSN });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await stack.stop();
});

const connection = {
  query: async <Row extends object>(sql: string, values: readonly unknown[] = []) =>
    (await client.query<Row>(sql, [...values])).rows,
};

const hour = 3_600_000;

/** Moments that matter: around both clock changes of New York, and the local midnights of every zone. */
const cases: [string, string][] = [
  ['America/New_York', '2026-03-08T06:30:00Z'],
  ['America/New_York', '2026-03-08T07:30:00Z'],
  ['America/New_York', '2026-03-09T03:59:59.999Z'],
  ['America/New_York', '2026-03-09T06:30:00Z'],
  ['America/New_York', '2026-11-01T05:30:00Z'],
  ['America/New_York', '2026-11-01T06:30:00Z'],
  ['America/New_York', '2026-11-02T04:59:59.999Z'],
  ['America/New_York', '2026-11-02T05:00:00Z'],
  ['UTC', '2026-11-01T00:00:00Z'],
  ['Asia/Shanghai', '2026-10-31T16:00:00Z'],
  ['Asia/Kolkata', '2026-03-08T18:30:00Z'],
  ['Pacific/Apia', '2026-03-08T11:00:00Z'],
];

test.each(cases)(
  '%s at %s: today and yesterday equal the gateway to the last decimal',
  async (timezone, at) => {
    const now = Date.parse(at);
    await stack.database.query('TRUNCATE message_request, usage_ledger');
    const bounds = windowsAt(now, timezone);
    const edges = [bounds.today.from, bounds.yesterdaySamePeriod.from, bounds.yesterdaySamePeriod.to, now];
    // A row on every half hour of three days, and on both sides of every edge.
    const instants = [
      ...Array.from({ length: 144 }, (_, index) => now - 72 * hour + index * (hour / 2)),
      ...edges.flatMap((edge) => [edge - 1, edge, edge + 1]),
    ].filter((instant) => instant <= now);
    for (const [index, instant] of instants.entries()) {
      await addRequest(stack.database, {
        created_at: new Date(instant).toISOString(),
        cost_usd: `0.${String(index * 7 + 1).padStart(15, '0')}`,
        duration_ms: index % 11 === 0 ? null : index * 13,
        error_message: index % 5 === 0 ? 'failed' : null,
        blocked_by: index % 17 === 0 ? 'sensitive_word' : null,
        is_replay: index % 19 === 0,
        endpoint: index % 3 === 0 ? null : '/v1/messages',
      });
    }
    const answer = await overview(
      postgresReader(connection, ledgerSource(await probeSchema(connection))),
      bounds,
    );
    expect(flat(answer)).toEqual(flat(await reference(at, timezone)));
    expect(answer.today.costUsd).toBe(await exactCost(bounds.today.from, bounds.today.to));
  },
);

const flat = (value: Overview | Record<string, unknown>) => JSON.parse(JSON.stringify(value)) as unknown;

/** The reference as the question's answer would say it. */
async function reference(at: string, timezone: string): Promise<Record<string, unknown>> {
  const figures = await overviewReference(stack.database, at, timezone);
  const period = async (prefix: string, from: number, to: number) => ({
    requests: figures.get(`cch_${prefix}_requests`),
    costUsd: await exactCost(from, to),
    avgResponseSeconds: figures.get(`cch_${prefix}_avg_response_seconds`) ?? null,
    errorRatio: figures.get(`cch_${prefix}_error_ratio`) ?? null,
  });
  const { today, yesterdaySamePeriod: yesterday } = windowsAt(Date.parse(at), timezone);
  return {
    today: await period('today', today.from, today.to),
    yesterdaySamePeriod: await period('yesterday_same_period', yesterday.from, yesterday.to),
    requestsPerMinute: figures.get('cch_requests_per_minute'),
    validUntil: today.to,
  };
}

/** The decimal sum that no double could hold. */
async function exactCost(from: number, to: number): Promise<string> {
  const { rows } = await stack.database.query<{ cost: string }>(
    `SELECT coalesce(sum(cost_usd), 0)::numeric(38, 15)::text AS cost FROM usage_ledger
     WHERE created_at >= $1 AND created_at < $2 AND blocked_by IS NULL AND NOT is_replay`,
    [new Date(from).toISOString(), new Date(to).toISOString()],
  );
  return rows[0]?.cost ?? '';
}
