import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { repositoryRoot } from '../setup/repository-root.ts';

/** The golden tables; each file is named like the table whose rows it holds. */
export type GoldenTable = 'users' | 'keys' | 'providers' | 'message_request' | 'usage_ledger';

/**
 * Fills an empty gateway of shape `current` with the golden directory, ledger and request log: the state in which the
 * real gateway was when it gave the answers of answers-*.json.
 */
export async function loadGoldenLedger(client: pg.ClientBase): Promise<void> {
  await loadGoldenDirectory(client);
  await copyGolden(client, 'usage_ledger', 'usage_ledger');
  // The ledger has the rows of the log already.
  await client.query('ALTER TABLE message_request DISABLE TRIGGER trg_upsert_usage_ledger');
  await copyGolden(client, 'message_request', 'message_request');
  await client.query('ALTER TABLE message_request ENABLE TRIGGER trg_upsert_usage_ledger');
  await advanceSequences(client, ['message_request', 'usage_ledger']);
}

/** Fills users, keys and providers (with the vendors that these need). */
async function loadGoldenDirectory(client: pg.ClientBase): Promise<void> {
  await client.query(
    `INSERT INTO provider_vendors (id, website_domain) VALUES (1, 'one.example'), (2, 'two.example')`,
  );
  const url = `ALTER TABLE providers ALTER url SET DEFAULT 'https://upstream.example', ALTER key SET DEFAULT 'sk-upstream'`;
  await client.query(url);
  for (const table of ['users', 'keys', 'providers'] as const) await copyGolden(client, table, table);
  await client.query('ALTER TABLE providers ALTER url DROP DEFAULT, ALTER key DROP DEFAULT');
  await advanceSequences(client, ['users', 'keys', 'providers', 'provider_vendors']);
}

/** COPY of a golden file into any table that has its columns; an unquoted empty field is NULL. */
export async function copyGolden(client: pg.ClientBase, golden: GoldenTable, into: string): Promise<void> {
  const file = join(repositoryRoot, 'tests/golden', `${golden}.csv`);
  const stream = client.query(
    copyFrom(`COPY ${into} (${goldenColumns(golden).join(', ')}) FROM STDIN (FORMAT csv, HEADER)`),
  );
  await pipeline(createReadStream(file), stream);
}

/** Names of the columns that a golden file has. */
export function goldenColumns(golden: GoldenTable): string[] {
  const text = readFileSync(join(repositoryRoot, 'tests/golden', `${golden}.csv`), 'utf8');
  return text.slice(0, text.indexOf('\n')).trim().split(',');
}

async function advanceSequences(client: pg.ClientBase, tables: readonly string[]): Promise<void> {
  for (const table of tables) {
    await client.query(`SELECT setval('${table}_id_seq', (SELECT max(id) FROM ${table}))`);
  }
}
