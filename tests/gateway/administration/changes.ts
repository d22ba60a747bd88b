import type pg from 'pg';

/** Tables whose rows an administrator changes, with the word that the audit log uses for them. */
const targets = {
  providers: 'provider',
  users: 'user',
  keys: 'key',
  system_settings: 'system_settings',
} as const;
export type ChangedTable = keyof typeof targets;

/** Column name -> new value. Money is a decimal string. */
export type Changes = Readonly<Record<string, string | number | boolean | Date | null>>;

type Row = Readonly<Record<string, unknown>>;

/** One entry of the audit log. */
export interface AuditEntry {
  readonly category: string;
  /** `<category>.<verb>`. */
  readonly type: string;
  readonly targetType: string;
  readonly targetId: number;
  readonly targetName: string | null;
  readonly before: unknown;
  readonly after: unknown;
}

/**
 * Changes one row and writes the audit log, both or neither.
 *
 * @throws Error when there is no such row; DatabaseError when a column does not exist in this shape
 */
export async function changeRow(
  database: pg.Pool,
  table: ChangedTable,
  id: number,
  changes: Changes,
  verb = 'update',
): Promise<void> {
  const columns = Object.keys(changes);
  await inTransaction(database, async (client) => {
    const { rows: before } = await client.query<Row>(`SELECT * FROM ${table} WHERE id = $1 FOR UPDATE`, [id]);
    const [old] = before;
    if (old === undefined) throw new Error(`there is no row ${id} in ${table}`);
    const assignments = columns.map((column, index) => `${quoted(column)} = $${index + 2}`);
    await client.query(
      `UPDATE ${table} SET ${[...assignments, 'updated_at = now()'].join(', ')} WHERE id = $1`,
      [id, ...Object.values(changes)],
    );
    await audit(client, {
      category: targets[table],
      type: `${targets[table]}.${verb}`,
      targetType: targets[table],
      targetId: id,
      targetName: typeof old.name === 'string' ? old.name : null,
      before: Object.fromEntries(columns.map((column) => [column, old[column]])),
      after: changes,
    });
  });
}

/** Adds one row and writes the audit log, both or neither. @returns the new row's id */
export async function addRow(database: pg.Pool, table: ChangedTable, values: Changes): Promise<number> {
  return inTransaction(database, async (client) => {
    const columns = Object.keys(values);
    const { rows } = await client.query<{ id: number }>(
      `INSERT INTO ${table} (${columns.map(quoted).join(', ')})
       VALUES (${columns.map((_, index) => `$${index + 1}`).join(', ')}) RETURNING id`,
      Object.values(values),
    );
    const id = rows[0]?.id;
    if (id === undefined) throw new Error('the INSERT returned no id');
    const shown = Object.fromEntries(Object.entries(values).filter(([column]) => column !== 'key'));
    await audit(client, {
      category: targets[table],
      type: `${targets[table]}.create`,
      targetType: targets[table],
      targetId: id,
      targetName: typeof values.name === 'string' ? values.name : null,
      before: null,
      after: shown,
    });
    return id;
  });
}

/** Writes the audit log in the name of the first administrator; a gateway without one writes nothing. */
export async function audit(client: pg.Pool | pg.PoolClient, entry: AuditEntry): Promise<void> {
  const { rows } = await client.query<{ there: boolean }>(
    `SELECT to_regclass('public.audit_log') IS NOT NULL AS there`,
  );
  if (rows[0]?.there !== true) return;
  await client.query(
    `INSERT INTO audit_log (action_category, action_type, target_type, target_id, target_name, before_value, after_value,
       operator_user_id, operator_user_name, operator_ip, user_agent, success)
     SELECT $1, $2, $3, $4, $5, $6, $7, operator.id, operator.name, '198.51.100.7', 'Mozilla/5.0', true
     FROM (VALUES (1)) AS always LEFT JOIN LATERAL
       (SELECT id, name FROM users WHERE role = 'admin' AND deleted_at IS NULL ORDER BY id LIMIT 1) AS operator ON true`,
    [
      entry.category,
      entry.type,
      entry.targetType,
      String(entry.targetId),
      entry.targetName,
      JSON.stringify(entry.before),
      JSON.stringify(entry.after),
    ],
  );
}

async function inTransaction<T>(database: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await database.connect();
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    client.release();
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    client.release(true);
    throw error;
  }
}

/** Column names come from this folder's own code; quoting keeps an oversight from becoming SQL. */
const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
