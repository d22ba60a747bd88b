import pg from 'pg';
import { probeSchema } from '../../exporter/src/gateway/schema.ts';
import { postgresReader, type LedgerReader } from '../../exporter/src/ledger/reader.ts';
import { ledgerSource } from '../../exporter/src/ledger/source.ts';
import { writtenSql } from '../../exporter/src/ledger/feed.ts';
import { inflightSql } from '../../exporter/src/questions/inflight-requests.ts';
import { overviewSql } from '../../exporter/src/questions/overview.ts';
import { spendingOrder, spendingSql } from '../../exporter/src/questions/quotas/spending.ts';
import { quotaScopes } from '../../exporter/src/questions/quotas/subjects.ts';
import {
  newestOfOthersSql,
  newestOfSessionsSql,
  newestOfUserSql,
  requestTables,
  type RequestTable,
} from '../../exporter/src/questions/request-rows.ts';
import { sessionSumsSql } from '../../exporter/src/questions/sessions.ts';
import { volumesSql } from '../../exporter/src/questions/slots.ts';
import { windowsAt } from '../../exporter/src/questions/windows.ts';
import { boardStatements } from '../exporter/board-statements.ts';
import { startStack, type Stack } from '../exporter/stack.ts';
import { seedDirectory } from '../gateway/directory.ts';
import { fillHistory } from '../gateway/history.ts';
import { gatewayOptions } from '../gateway/options.ts';
import type { GatewayShape } from '../gateway/schema/create.ts';

let stack: Stack | undefined;
afterEach(async () => {
  await stack?.stop();
});

/** Enough that reading everything is dearer than an index, as it is at millions of rows. */
const ROWS = 50_000;

/** A gateway with 90 days of history. */
async function fill({ database, ownerUrl }: Stack, shape: GatewayShape): Promise<void> {
  const directory = await seedDirectory(database, gatewayOptions({ shape }));
  await fillHistory(ownerUrl, directory, { rows: ROWS, days: 90, requestLogDays: 30, seed: 1 });
}

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  Plans?: PlanNode[];
}

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

/** Every statement about usage that is sent while the copy cannot answer, with its values. */
function statements(
  reader: LedgerReader,
  schema: Parameters<typeof inflightSql>[0],
): [string, string, unknown[]][] {
  const ago = (hours: number) => Date.now() - hours * 3_600_000;
  const ids = Array.from({ length: 20 }, (_, index) => index + 1);
  const spending = (
    name: string,
    hours: number,
    countedBy: 'start' | 'charge' = 'start',
    apart = 0,
  ): [string, string, unknown[]][] =>
    quotaScopes.map((scope) => {
      const { want, groups } = spendingOrder();
      for (const id of ids) want(id, ago(hours) + id * apart, countedBy);
      return [`spending of each ${scope}, ${name}`, spendingSql(reader, scope, groups), []];
    });
  const always: [string, string, unknown[]][] = [
    ['overview', overviewSql(reader, windowsAt(Date.now(), 'Asia/Shanghai')), []],
    ['in flight', inflightSql(schema), []],
    ["today's volumes", volumesSql(reader, { from: ago(12), to: ago(-12) }), []],
    ...spending('five hours', 5),
    ...spending('five hours, charged', 5, 'charge', 1000),
    ...spending('five hours, each begun anew', 5, 'start', 1000),
  ];
  const boards = boardStatements(reader, Date.now()).map(([name, sql]): [string, string, unknown[]] => [
    name,
    sql,
    [],
  ]);
  switch (schema.shape) {
    case 'request-log':
      // The provider that answered is hidden in a chain: no index leads to it, and only the copy is quick.
      return always;
    case 'early-ledger':
      return [...always, ...boards, ...spending('half a month', 24 * 15)];
    case 'current':
      return [
        ...always,
        ...boards,
        ...spending('half a month', 24 * 15),
        ['written lately', writtenSql, [[1, 2, 3]]],
      ];
  }
}

/** Statements of the live views, for the sessions that were seen last. */
async function liveStatements(
  { database }: Stack,
  schema: Parameters<typeof inflightSql>[0],
): Promise<[string, string, unknown[]][]> {
  const { rows } = await database.query<{ name: string; user_id: number }>(
    `SELECT session_id AS name, max(user_id) AS user_id FROM message_request WHERE session_id IS NOT NULL
     GROUP BY 1 ORDER BY max(created_at) DESC LIMIT 150`,
  );
  const names = rows.map(({ name }) => name);
  const owners = rows.map(({ user_id }) => user_id);
  const ofTables = Object.entries<RequestTable | undefined>({ ...requestTables(schema) }).flatMap(
    ([where, table]): [string, string, unknown[]][] =>
      table === undefined
        ? []
        : [
            [`newest of sessions, ${where}`, newestOfSessionsSql(table, 'identity', 200), [names]],
            [`newest of physical sessions, ${where}`, newestOfSessionsSql(table, 'physical', 200), [names]],
            [`newest of others, ${where}`, newestOfOthersSql(table, 200), [names]],
            [`newest of a user, ${where}`, newestOfUserSql(table, 200), [7]],
          ],
  );
  return [...ofTables, ['sums of sessions', sessionSumsSql(schema, 'original'), [names, owners]]];
}

test.each<GatewayShape>(['current', 'early-ledger', 'request-log'])(
  'shape %s: every statement over a bounded time reads the usage rows through an index',
  async (shape) => {
    stack = await startStack(shape);
    await fill(stack, shape);
    const client = new pg.Client({ connectionString: stack.environment.DSN });
    await client.connect();
    try {
      const connection = {
        query: async <Row extends object>(sql: string, values: readonly unknown[] = []) =>
          (await client.query<Row>(sql, [...values])).rows,
      };
      const schema = await probeSchema(connection);
      const reader = postgresReader(connection, ledgerSource(schema));
      const all = [...statements(reader, schema), ...(await liveStatements(stack, schema))];
      for (const [name, sql, values] of all) {
        const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
          `EXPLAIN (FORMAT json) ${sql}`,
          values,
        );
        const nodes = nodesOf(rows[0]!['QUERY PLAN'][0].Plan);
        const scanned = nodes.filter((node) =>
          /usage_ledger|message_request/.test(node['Relation Name'] ?? ''),
        );
        expect([name, scanned.length > 0]).toEqual([name, true]);
        expect([
          name,
          scanned.map((node) => node['Node Type']).filter((type) => type === 'Seq Scan'),
        ]).toEqual([name, []]);
      }
    } finally {
      await client.end();
    }
  },
  120_000,
);
