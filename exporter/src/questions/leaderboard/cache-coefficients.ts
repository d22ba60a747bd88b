import type { Queryable } from '../../gateway/postgres.ts';
import type { GatewaySchema } from '../../gateway/schema.ts';
import { instant } from '../../ledger/tables.ts';
import type { Span } from '../../ledger/totals.ts';

/** How well providers' caches did in a span, in basis points (0 to 10000): by provider, and by its models. */
export type CacheCoefficients = ReadonlyMap<number, { all: number; models: ReadonlyMap<string, number> }>;

interface CoefficientRow {
  provider_id: number;
  model: string | null;
  whole: '0' | '1';
  samples: string;
  eligible: string;
  theoretical: string;
  observed: string;
}

/**
 * Reads the coefficients of the gateway's own evaluation (gateway.md 1.11), whose windows end within the span. They lag
 * 15 minutes behind. Undefined when this gateway's version keeps none.
 * Source: provider_cache_effectiveness, always from the gateway's PostgreSQL.
 */
export async function cacheCoefficients(
  connection: Queryable,
  schema: GatewaySchema,
  { from, to }: Span,
): Promise<CacheCoefficients | undefined> {
  const table = 'provider_cache_effectiveness';
  const needed = [
    'provider_id',
    'model',
    'window_end',
    'sample_count',
    'eligible_count',
    'theoretical_cache_tokens',
    'observed_cache_read_tokens',
  ] as const;
  if (!needed.every((column) => schema.has(table, column))) return undefined;
  const within = [
    'true',
    ...(from === undefined ? [] : [`window_end > ${instant(from)}`]),
    ...(to === undefined ? [] : [`window_end <= ${instant(to)}`]),
  ];
  const rows = await connection.query<CoefficientRow>(`
    SELECT provider_id, trim(model, ' ') AS model, grouping(trim(model, ' '))::text AS whole,
           sum(sample_count)::text AS samples, sum(eligible_count)::text AS eligible,
           sum(theoretical_cache_tokens)::text AS theoretical,
           sum(observed_cache_read_tokens)::text AS observed
    FROM public.${table} WHERE ${within.join(' AND ')}
    GROUP BY GROUPING SETS ((provider_id), (provider_id, trim(model, ' ')))`);
  const found = new Map<number, { all: number; models: Map<string, number> }>();
  for (const row of rows) {
    const provider = found.get(row.provider_id) ?? { all: 0, models: new Map<string, number>() };
    found.set(row.provider_id, provider);
    if (row.whole === '1') provider.all = coefficient(row);
    else provider.models.set(row.model ?? '', coefficient(row));
  }
  return found;
}

const FULL = 10_000n;

/** How far a sample of so many eligible requests is to be trusted, in basis points. */
const sampleFactors: readonly [bigint, bigint][] = [
  [100n, 10_000n],
  [30n, 6000n],
  [5n, 3000n],
];

/** The gateway's whole-number arithmetic: every division is rounded down. */
function coefficient(row: CoefficientRow): number {
  const [samples, eligible, theoretical, observed] = [
    BigInt(row.samples),
    BigInt(row.eligible),
    BigInt(row.theoretical),
    BigInt(row.observed),
  ];
  const raw = theoretical === 0n ? 0n : (observed * FULL) / theoretical;
  const clamped = raw < 0n ? 0n : raw > FULL ? FULL : raw;
  const factor = sampleFactors.find(([least]) => eligible >= least)?.[1] ?? 1000n;
  const observable = samples === 0n ? 0n : (eligible * FULL) / samples;
  const confidence = (observable * factor) / FULL;
  return Number((clamped * confidence) / FULL);
}
