import { seedDirectory } from '../gateway/directory.ts';
import { fillHistory } from '../gateway/history.ts';
import { gatewayOptions } from '../gateway/options.ts';
import { startSigningGrafana } from '../grafana/signing.ts';
import { waitUntil } from '../servers/wait-until.ts';
import { apiClient, type ApiClient } from './api-client.ts';
import type { ExporterProcess } from './process.ts';
import { startStack, type Stack } from './stack.ts';

/** An exporter on a gateway with 40 days of history, and those who ask it. */
export interface ApiGateway {
  stack: Stack;
  exporter: ExporterProcess;
  /** Zone of the gateway's days. */
  timezone: string;
  admin: ApiClient;
  screen: ApiClient;
  /** A viewer's token without a person. */
  stranger: ApiClient;
  /** A user of the gateway whom Grafana vouches for. */
  person: { id: number; name: string; client: ApiClient };
  stop: () => Promise<void>;
}

const tokens = { viewer: 'viewer-token-of-the-tests', screen: 'screen-token-of-the-tests' };

/** What differs from test to test. */
interface ApiGatewayOptions {
  /** Requests of the history. */
  rows?: number;
  /** Of the exporter. */
  environment?: Record<string, string>;
  /** Changes the gateway before the exporter is started on it. */
  prepare?: (stack: Stack) => Promise<void>;
}

/** Starts it; resolves when every question can be answered. */
export async function startApiGateway(
  timezone: string,
  { rows: count = 20_000, environment = {}, prepare }: ApiGatewayOptions = {},
): Promise<ApiGateway> {
  const stack = await startStack();
  const grafana = await startSigningGrafana();
  const directory = await seedDirectory(stack.database, gatewayOptions({ users: 12, timezone }));
  await fillHistory(stack.ownerUrl, directory, { rows: count, days: 40, seed: 3 });
  await prepare?.(stack);
  const exporter = await stack.startExporter({
    API_VIEWER_TOKEN: tokens.viewer,
    API_SCREEN_TOKEN: tokens.screen,
    GRAFANA_URL: grafana.url,
    VIEWERS: 'username',
    FX_CNY: '7.12@2026-11-20',
    DIRECTORY_INTERVAL: '1',
    ...environment,
  });
  const as = (token: string, more: Record<string, string> = {}) =>
    apiClient(exporter, { authorization: `Bearer ${token}`, ...more });
  const admin = apiClient(exporter, {});
  const { rows } = await stack.database.query<{ id: number; name: string }>(
    `SELECT id, name FROM users u WHERE role = 'user' AND deleted_at IS NULL AND is_enabled
       AND (SELECT count(*) FROM users o WHERE lower(o.name) = lower(u.name)) = 1
       AND EXISTS (SELECT FROM usage_ledger l WHERE l.user_id = u.id AND created_at > now() - interval '1 day')
     ORDER BY id LIMIT 1`,
  );
  const [user] = rows;
  if (user === undefined) throw new Error('the simulator has no such user');
  const identity = await grafana.sign({ username: user.name });
  await waitUntil(
    'quotas of users are known',
    async () => (await admin.ask('/quotas?scope=user')).quality === 'fresh',
    30_000,
  );
  return {
    stack,
    exporter,
    timezone,
    admin,
    screen: as(tokens.screen),
    stranger: as(tokens.viewer),
    person: { ...user, client: as(tokens.viewer, { 'x-grafana-id': identity }) },
    async stop() {
      await stack.stop();
      await grafana.goAway();
    },
  };
}
