import { columnsOf, type GatewayShape } from './shapes.ts';

/** Ledger columns whose value is not simply that of the request log's column of the same name. */
const computed: Readonly<Record<string, string>> = {
  request_id: 'NEW.id',
  final_provider_id: 'final_provider',
  is_success: `COALESCE(NEW.error_message, '') = '' AND (NEW.status_code IS NULL OR NEW.status_code < 400)`,
  success_rate_outcome: 'outcome',
};

/** Columns that are read, though not copied. */
const inputs = ['provider_chain', 'error_message'];

/**
 * SQL of the trigger that keeps the usage ledger, for a shape that has one. The ledger's columns decide what is copied,
 * so that both generations share one text.
 */
export function ledgerTriggerSql(shape: GatewayShape): string {
  const ledgerColumns = columnsOf(shape, 'usage_ledger').filter((column) => column !== 'id');
  const logColumns = columnsOf(shape, 'message_request');
  const copied = ledgerColumns.filter((column) => !(column in computed));
  const isReplayKnown = logColumns.includes('is_replay');
  const valueOf = (column: string) =>
    column === 'cost_usd' && isReplayKnown
      ? 'CASE WHEN NEW.is_replay THEN 0 ELSE NEW.cost_usd END'
      : (computed[column] ?? `NEW.${column}`);
  const outcome = ledgerColumns.includes('success_rate_outcome')
    ? `fn_compute_message_request_success_rate_outcome(
        NEW.blocked_by, NEW.status_code, NEW.error_message, NEW.provider_chain)`
    : 'NULL';
  const refreshed = ledgerColumns.filter((column) => column !== 'request_id' && column !== 'created_at');
  return `
CREATE FUNCTION fn_upsert_usage_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  outcome varchar;
  final_provider integer;
  last_provider text;
BEGIN
  outcome := ${outcome};

  IF NEW.blocked_by = 'warmup' THEN
    UPDATE usage_ledger SET blocked_by = 'warmup' WHERE request_id = NEW.id;
    RETURN NEW;
  END IF;

  IF lower(rtrim(NEW.endpoint, '/')) IN ('/v1/messages/count_tokens', '/v1/responses/compact') THEN
    DELETE FROM usage_ledger WHERE request_id = NEW.id;
    RETURN NEW;
  END IF;

  IF jsonb_typeof(NEW.provider_chain) = 'array' THEN
    last_provider := NEW.provider_chain -> -1 ->> 'id';
  END IF;
  final_provider := CASE WHEN last_provider ~ '^[0-9]+$' THEN last_provider::integer ELSE NEW.provider_id END;

  INSERT INTO usage_ledger (${ledgerColumns.join(', ')})
  VALUES (${ledgerColumns.map(valueOf).join(', ')})
  ON CONFLICT (request_id) DO UPDATE SET
    ${refreshed.map((column) => `${column} = EXCLUDED.${column}`).join(',\n    ')};
  RETURN NEW;
EXCEPTION WHEN OTHERS THEN
  -- The request matters more than its bookkeeping.
  RAISE WARNING 'usage_ledger misses request %: %', NEW.id, SQLERRM;
  RETURN NEW;
END
$$;

CREATE TRIGGER trg_upsert_usage_ledger
  AFTER INSERT OR UPDATE OF ${[...copied, ...inputs].join(', ')}
  ON message_request
  FOR EACH ROW EXECUTE FUNCTION fn_upsert_usage_ledger();
`;
}
