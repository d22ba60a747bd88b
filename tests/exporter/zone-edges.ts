import type pg from 'pg';

/** A zone as the gateway's settings have it, and as its days are reckoned. */
export interface ZoneCase {
  setting: string;
  zone: string;
}

/** The zone of the exporter's TZ, which holds where the settings name none that exists. Its clock moves by half hours. */
export const fallbackZone = 'Australia/Lord_Howe';

/** The six zones of the project: without clock changes, with them, at half hours, far east, and no zone at all. */
export const zoneCases: readonly ZoneCase[] = [
  ...['UTC', 'America/New_York', 'Asia/Shanghai', 'Asia/Kolkata', 'Pacific/Apia'].map((zone) => ({
    setting: zone,
    zone,
  })),
  { setting: 'Mars/Olympus_Mons', zone: fallbackZone },
];

/** Local days whose edges are full of rows: clock changes of New York and of Lord Howe, and ends of a month. */
export const edgeDays = ['2026-03-08', '2026-11-01', '2026-10-04', '2026-04-05', '2026-02-28'] as const;

/** Names of models as rows have them: the one that was asked for, and the one that was sent. */
const models = [
  ['claude-opus-4-5', 'claude-opus-4-5'],
  ['claude-opus-4-5', 'redirected-model'],
  [null, 'gpt-5.1-codex'],
  ['gemini-3-pro', null],
  [null, null],
  ['', ''],
] as const;

/**
 * Adds rows of every user, key and provider, deleted ones too, at the first and last millisecond of local days of every
 * zone, beside them, and each half hour of those days: of {@link edgeDays}, today and yesterday. None is later than now.
 */
export async function addEdgeRows(database: pg.Pool): Promise<void> {
  const zones = zoneCases.map(({ zone }) => zone);
  await database.query(
    `WITH days AS (
       SELECT zone, day::timestamp AS local FROM unnest($1::text[]) AS zone, unnest($2::date[]) AS day
       UNION ALL SELECT zone, date_trunc('day', now() AT TIME ZONE zone) - back * interval '1 day'
         FROM unnest($1::text[]) AS zone, generate_series(0, 1) AS back),
     bounds AS (SELECT local AT TIME ZONE zone AS first, (local + interval '1 day') AT TIME ZONE zone AS next FROM days),
     moments AS (
       SELECT edge + ms * interval '1 ms' AS at FROM bounds, unnest(ARRAY[first, next]) AS edge, unnest(ARRAY[-1, 0]) AS ms
       UNION ALL SELECT generate_series(first, next, interval '30 minutes') FROM bounds),
     owners AS (SELECT k.key, k.user_id, row_number() OVER (ORDER BY k.id) - 1 AS n, count(*) OVER () AS all FROM keys k),
     servers AS (SELECT id, row_number() OVER (ORDER BY id) - 1 AS n, count(*) OVER () AS all FROM providers),
     names AS (SELECT asked, sent, n - 1 AS n, count(*) OVER () AS all
       FROM unnest($3::text[], $4::text[]) WITH ORDINALITY AS names (asked, sent, n)),
     numbered AS (SELECT at, row_number() OVER (ORDER BY at) AS n FROM (SELECT DISTINCT at FROM moments WHERE at <= now()) AS m)
     INSERT INTO usage_ledger (request_id, created_at, user_id, key, provider_id, final_provider_id, original_model, model,
       endpoint, status_code, is_success, success_rate_outcome, cost_usd, input_tokens, output_tokens,
       cache_creation_input_tokens, cache_read_input_tokens, duration_ms, ttfb_ms, first_byte_ms)
     SELECT -r.n, r.at, o.user_id, o.key, s.id, s.id, m.asked, m.sent, '/v1/messages', 200, r.n % 7 <> 0,
       CASE r.n % 7 WHEN 0 THEN 'failure' WHEN 1 THEN NULL ELSE 'success' END,
       CASE r.n % 13 WHEN 0 THEN NULL ELSE 0.010000000000001 * r.n END, r.n, r.n % 50, r.n % 3, r.n % 5 * 100,
       500 + r.n % 900, r.n % 300, r.n % 200
     FROM numbered r JOIN owners o ON o.n = r.n % o.all JOIN servers s ON s.n = r.n / 3 % s.all
       JOIN names m ON m.n = r.n % m.all`,
    [zones, edgeDays, models.map(([asked]) => asked), models.map(([, sent]) => sent)],
  );
}
