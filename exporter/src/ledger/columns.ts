/** How a column of the copy is typed, and how its values cross from PostgreSQL to DuckDB. */
export interface CopyColumn {
  /** DuckDB's type. */
  type: 'INTEGER' | 'BIGINT' | 'VARCHAR' | 'BOOLEAN' | 'DECIMAL(21,15)' | 'TIMESTAMPTZ';
  /** PostgreSQL's type, for columns that a gateway's version lacks. */
  sourceType: 'integer' | 'bigint' | 'text' | 'boolean' | 'numeric' | 'timestamptz';
}

const integer = { type: 'INTEGER', sourceType: 'integer' } as const;
const bigint = { type: 'BIGINT', sourceType: 'bigint' } as const;
const text = { type: 'VARCHAR', sourceType: 'text' } as const;
const boolean = { type: 'BOOLEAN', sourceType: 'boolean' } as const;

/**
 * The columns of the copy, in order. They are named and typed as in the gateway's ledger (gateway.md 1.2), but for
 * two: `key_id` stands in for the key string, which never leaves the database, and `billable` is predicate B
 * (gateway.md 1.3), in which the endpoint has its only use.
 */
export const copyColumns = {
  id: integer,
  request_id: integer,
  created_at: { type: 'TIMESTAMPTZ', sourceType: 'timestamptz' },
  user_id: integer,
  key_id: integer,
  provider_id: integer,
  final_provider_id: integer,
  model: text,
  original_model: text,
  billable: boolean,
  blocked_by: text,
  is_replay: boolean,
  status_code: integer,
  is_success: boolean,
  success_rate_outcome: text,
  cost_usd: { type: 'DECIMAL(21,15)', sourceType: 'numeric' },
  input_tokens: bigint,
  output_tokens: bigint,
  cache_creation_input_tokens: bigint,
  cache_creation_5m_input_tokens: bigint,
  cache_creation_1h_input_tokens: bigint,
  cache_read_input_tokens: bigint,
  duration_ms: integer,
  ttfb_ms: integer,
  first_byte_ms: integer,
  session_identity: text,
} as const satisfies Record<string, CopyColumn>;

/** Name of a column of the copy. */
export type CopyColumnName = keyof typeof copyColumns;

/** The names of {@link copyColumns}, in order. */
export const copyColumnNames = Object.keys(copyColumns) as CopyColumnName[];

/**
 * Number of the copy's layout, tables and meaning together. A file with another number is built anew, so every
 * change of this folder's tables, and of what a column means, raises it.
 */
export const LAYOUT_VERSION = 5;
