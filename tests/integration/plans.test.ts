import pg from 'pg';
import { probeSchema } from '../../exporter/src/gateway/schema.ts';
import { usageOf, type Usage } from '../../exporter/src/gateway/usage.ts';
import { inflightSql } from '../../exporter/src/questions/inflight-requests.ts';
import { periodSql, requestsSinceSql } from '../../exporter/src/questions/overview.ts';
import { spendingSql } from '../../exporter/src/questions/provider-quotas.ts';
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
const ROWS = 200_000;

/** A gateway with 90 days of history. */
async function fill({ database, ownerUrl }: Stack, shape: GatewayShape): Promise<void> {
  const directory = await seedDirectory(database, gatewayOptions({ shape }));
  await fillHistory(ownerUrl, directory, { rows: ROWS, days: 90, seed: 1 });
}

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows'?: number;
  Plans?: PlanNode[];
}

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

/** Every statement that the heartbeat sends about usage, with the values it would have. */
function statements(usage: Usage, schema: Parameters<typeof inflightSql>[0]): [string, string, unknown[]][] {
  const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
  const ordinals = Array.from({ length: 20 }, (_, index) => index);
  const spans = (hours: number, charged: string | null): unknown[] => [
    ordinals,
    ordinals.map((ordinal) => ordinal + 1),
    ordinals.map(() => ago(hours)),
    ordinals.map(() => charged),
  ];
  const always: [string, string, unknown[]][] = [
    ['today', periodSql(usage), [ago(12), ago(-12)]],
    ['yesterday, same period', periodSql(usage), [ago(36), ago(24)]],
    ['last minute', requestsSinceSql(usage), [ago(1 / 60)]],
    ['in flight', inflightSql(schema), []],
  ];
  // Without a ledger the provider that answered is hidden in a chain, and no index leads to it.
  if (schema.shape === 'request-log') return always;
  return [
    ...always,
    ['spending, five hours', spendingSql(usage), spans(5, null)],
    ['spending, charged', spendingSql(usage), spans(6, ago(5))],
    ['spending, a month', spendingSql(usage), spans(24 * 15, null)],
  ];
}

test.each<GatewayShape>(['current', 'early-ledger', 'request-log'])(
  'shape %s: every statement of the heartbeat reads the usage rows through an index',
  async (shape) => {
    stack = await startStack(shape);
    await fill(stack, shape);
    const client = new pg.Client({ connectionString: stack.environment.DSN });
    await client.connect();
    try {
      const schema = await probeSchema({
        query: async <Row extends object>(sql: string, values: readonly unknown[] = []) =>
          (await client.query<Row>(sql, [...values])).rows,
      });
      for (const [name, sql, values] of statements(usageOf(schema), schema)) {
        const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
          `EXPLAIN (ANALYZE, FORMAT json) ${sql}`,
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
