import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { startPostgres, type PostgresServer } from './postgres.ts';

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return Object.values((await client.query<Record<string, unknown>>(sql)).rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}

const serverOf = { system: 'PostgreSQL 1', embedded: 'PostgreSQL 18' };

describe.each(['system', 'embedded'] as const)('PostgreSQL, %s binaries', (binaries) => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres({ binaries, settings: { work_mem: '7MB' } });
  });
  afterAll(() => server.stop());

  it('serves UTF-8 in a session zone that is not UTC, with the given settings', async () => {
    expect(await ask(server.url, 'SELECT version()')).toContain(serverOf[binaries]);
    expect(await ask(server.url, 'SHOW server_encoding')).toBe('UTF8');
    expect(await ask(server.url, 'SHOW timezone')).toBe('America/Los_Angeles');
    expect(await ask(server.url, 'SHOW work_mem')).toBe('7MB');
  });

  it('refuses a wrong password', async () => {
    await expect(ask(server.url.replace(/:\w+@/, ':wrong@'), 'SELECT 1')).rejects.toThrow('password');
  });

  it('keeps the data of its databases over a power cut', async () => {
    const url = await server.createDatabase('odd "name"');
    await ask(url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await server.kill();
    await expect(ask(url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
    await server.start();
    expect(await ask(url, 'SELECT answer FROM kept')).toBe(42);
  });

  it('leaves an open connection without an answer while it is frozen', async () => {
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    server.freeze();
    const answer = client.query<{ one: number }>('SELECT 1 AS one').then(({ rows }) => rows[0]?.one);
    const first = await Promise.race([answer, sleep(300, 'silence')]);
    server.thaw();
    expect(first).toBe('silence');
    expect(await answer).toBe(1);
    await client.end();
  });
});

it('stops even when frozen, and takes its data along', async () => {
  const server = await startPostgres();
  server.freeze();
  await server.stop();
  await expect(ask(server.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
  expect(existsSync(server.dataDirectory)).toBe(false);
});

it('tells why a server does not start', async () => {
  await expect(startPostgres({ settings: { shared_buffers: 'nonsense' } })).rejects.toThrow('shared_buffers');
});
