import type { DataFrame } from '@grafana/data';
import type { TemplateSrv } from '@grafana/runtime';
import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Answer } from '../../exporter/src/contract/index.ts';
import { withParameters } from '../../datasource-plugin/src/ad-hoc.ts';
import { framesOf } from '../../datasource-plugin/src/frames/index.ts';
import { interpolate } from '../../datasource-plugin/src/interpolate.ts';
import { migrateQuery } from '../../datasource-plugin/src/migrations.ts';
import { questionOf } from '../../datasource-plugin/src/question.ts';
import type { GatewayQuery } from '../../datasource-plugin/src/types/query.ts';
import { metricsToken, type ExporterProcess } from '../../tests/exporter/process.ts';
import { startStack, type Stack } from '../../tests/exporter/stack.ts';
import type { Gateway } from '../../tests/gateway/gateway.ts';
import { fillHistory } from '../../tests/gateway/history.ts';
import { startGateway } from '../../tests/gateway/simulator.ts';
import { provisionedRules, startPrometheus, type PrometheusServer } from '../../tests/servers/prometheus.ts';
import { waitUntil } from '../../tests/servers/wait-until.ts';
import { drawn, saved, targetsOf } from './testing/saved.ts';

/* Beside a live gateway, every query of every board is answered, and has the fields that its panel names. */

let stack: Stack;
let gateway: Gateway;
let exporter: ExporterProcess;
let prometheus: PrometheusServer;
/** Values of the boards' variables; those that are missing are set to All. */
let values: Readonly<Record<string, string>>;

beforeAll(async () => {
  stack = await startStack();
  gateway = await startGateway({
    databaseUrl: stack.ownerUrl,
    redisUrl: stack.redis.url,
    requestsPerMinute: 600,
    rhythm: 'steady',
    prepare: (directory) => fillHistory(stack.ownerUrl, directory, { rows: 4000, days: 8, seed: 1 }),
  });
  exporter = await stack.startExporter({ QUOTA_INTERVAL: '1' });
  prometheus = await startPrometheus({
    targets: [new URL(exporter.url).host],
    bearerToken: metricsToken,
    scrapeIntervalSeconds: 2,
    rules: provisionedRules(),
  });
  const provider = await firstOf('leaderboard?scope=provider&period=daily', (answer) => answer.rows ?? []);
  // Of users, one who has a limit.
  const user = await firstOf('quotas?scope=user', ({ subjects = [] }) =>
    subjects.filter(({ quotas = [] }) => quotas.length > 0),
  );
  // Whoever deletes rows has the ledger compared at once, rather than in the next minutes.
  await stack.database.query('DELETE FROM usage_ledger WHERE id = (SELECT min(id) FROM usage_ledger)');
  values = { provider, user, period: 'daily', limit: '50', span: '7d' };
}, 180_000);
afterAll(async () => {
  await prometheus.stop();
  await gateway.stop();
  await stack.stop();
});

interface Named {
  name: string;
  quotas?: unknown[];
}

/** What the answers that name somebody have of it. */
interface Names {
  rows?: Named[];
  subjects?: Named[];
}

/** The first name of an answer, once there is one. */
async function firstOf(question: string, names: (value: Names) => Named[]): Promise<string> {
  let name: string | undefined;
  await waitUntil(
    `${question} names somebody`,
    async () => {
      const { value } = (await (await exporter.get(`/api/v1/${question}`)).json()) as { value: Names | null };
      name = value === null ? undefined : names(value)[0]?.name;
      return name !== undefined;
    },
    60_000,
  );
  return name ?? '';
}

const filled = (text: string) =>
  text.replaceAll(/\$\{?(\w+)(?::\w+)?\}?/g, (whole, name: string) => values[name] ?? whole);

const templates = {
  replace: (text: string, _: unknown, format?: (value: unknown) => string) =>
    typeof format === 'function'
      ? text.replaceAll(/\$\{(\w+)\}/g, (whole, name: string) => format(values[name] ?? whole))
      : filled(text),
  getVariables: () =>
    ['tags', 'groups', 'providerType'].map((name) => ({ name, current: { value: '$__all' } })),
} as unknown as TemplateSrv;

const HOUR = 3_600_000;

async function ask(saved: GatewayQuery): Promise<DataFrame[]> {
  const query = withParameters(interpolate(migrateQuery(saved), templates, {}));
  const now = Date.now();
  const question = questionOf(query, { from: now - 24 * HOUR, to: now, maxDataPoints: 1000 });
  const response = await exporter.get(`/api/v1/${question}`);
  if (response.status !== 200) throw new Error(`${question}: ${await response.text()}`);
  const answer = (await response.json()) as Answer<unknown>;
  return framesOf(query, answer, { refId: query.refId, datasourceUid: 'hubscope' });
}

/** Names of fields that a panel's options and overrides name. */
function fieldsNamedBy({ options, fieldConfig }: Panel): string[] {
  const { field, second, value, secondary, columns } = options as Record<string, unknown>;
  const overridden = (fieldConfig?.overrides ?? [])
    .filter(({ matcher }) => matcher.id === 'byName')
    .map(({ matcher }) => matcher.options as string);
  return [field, second, value, secondary, columns, overridden]
    .flat()
    .filter((name): name is string => typeof name === 'string' && name !== '');
}

const panels = saved.flatMap((board) =>
  drawn(board).map((panel) => [`${board.dashboard.uid ?? ''} ${panel.id ?? ''}`, panel] as const),
);
const asking = (kind: 'hubscope' | 'prometheus') =>
  panels.flatMap(([name, panel]) => {
    const targets = targetsOf(panel).filter((target) => target.kind === kind);
    return targets.length === 0 ? [] : [[name, panel, targets] as const];
  });

test.each(asking('hubscope'))(
  '%s: the gateway has data, and fields of these names',
  async (_, panel, targets) => {
    const names = new Set<string>();
    for (const target of targets) {
      if (target.kind !== 'hubscope') continue;
      let rows = 0;
      await waitUntil(
        `${target.refId} has rows`,
        async () => {
          const frames = await ask(target.query);
          rows = Math.max(...frames.map(({ length }) => length));
          for (const { name } of frames.flatMap(({ fields }) => fields)) names.add(name);
          return rows > 0;
        },
        30_000,
        500,
      );
      expect(rows).toBeGreaterThan(0);
    }
    expect([...names]).toEqual(expect.arrayContaining(fieldsNamedBy(panel)));
  },
);

/** Grafana's own variables, and times that nobody waits for. */
const soon = (expression: string) =>
  filled(expression.replaceAll('$__rate_interval', '30s')).replaceAll(':1m]', ':2s]');

test.each(asking('prometheus'))('%s: Prometheus has data', async (_, __, targets) => {
  for (const target of targets) {
    if (target.kind !== 'prometheus') continue;
    const expression = soon(target.expr);
    await waitUntil(
      `${target.refId} has samples: ${expression}`,
      async () => (await prometheus.query(expression)).length > 0,
      60_000,
      500,
    );
  }
});
