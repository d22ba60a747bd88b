import type { Queryable } from '../gateway/postgres.ts';
import type { GatewaySchema } from '../gateway/schema.ts';

/** How far back the gateway itself looks: a request that a crash left open stays open for ever in the table. */
const LOOK_BACK = "interval '24 hours'";

/**
 * Statement that counts the requests being served now, as the gateway's proxy status does (gateway.md 2.6): rows
 * of the request log without a status, of the last 24 hours, not replayed, not warmup, of a live provider.
 */
export function inflightSql(schema: GatewaySchema): string {
  return `
    SELECT count(*)::text AS requests
    FROM public.message_request m
    JOIN public.providers p ON p.id = m.provider_id AND p.deleted_at IS NULL
    WHERE m.status_code IS NULL AND m.deleted_at IS NULL AND m.created_at >= now() - ${LOOK_BACK}
      AND (m.blocked_by IS NULL OR m.blocked_by <> 'warmup')
      ${schema.has('message_request', 'is_replay') ? 'AND m.is_replay = false' : ''}`;
}

/** Requests in flight. */
export async function inflightRequests(connection: Queryable, schema: GatewaySchema): Promise<number> {
  const [row] = await connection.query<{ requests: string }>(inflightSql(schema));
  return Number(row?.requests ?? 0);
}
