import type pg from 'pg';
import { setting } from '../compress.ts';
import type { Expected } from '../expected.ts';
import { quietMix } from '../quiet.ts';
import { labelsOf, providerNamed, type Scene } from './scene.ts';

/** Share of the judged requests that failed in a window of the ledger, which ended so many seconds ago. */
async function failedShare(database: pg.Pool, window: string, secondsAgo: number, providerId?: number) {
  const { rows } = await database.query<{ share: number | null }>(
    `SELECT count(*) FILTER (WHERE success_rate_outcome = 'failure')::float
       / NULLIF(count(*) FILTER (WHERE success_rate_outcome IN ('failure', 'success')), 0) AS share
     FROM usage_ledger
     WHERE created_at > now() - make_interval(secs => $1::float + $2::float) AND created_at <= now() - make_interval(secs => $2::float)
       AND status_code IS NOT NULL AND ($3::int IS NULL OR final_provider_id = $3)`,
    [setting.seconds(window), secondsAgo, providerId ?? null],
  );
  return rows[0]?.share ?? 0;
}

/** Providers answer 429 to most requests, and nobody answers in their place. */
export const errorStorm: Scene = {
  name: 'error storm',
  async play({ gateway, database }, watch) {
    const failing = ['Anthropic 官方', 'Claude Max 车队 A', 'Codex Team Pool'].map((name): Expected => {
      const provider = providerNamed(gateway, name);
      return {
        alert: 'GatewayProviderFailing',
        labels: labelsOf(provider),
        truth: (ago) => failedShare(database, '5m', ago, provider.id),
      };
    });
    const burning: Expected = {
      alert: 'GatewayErrorBudgetFastBurn',
      labels: {},
      truth: (ago) => failedShare(database, '1h', ago),
    };
    gateway.setMix({ busy: 70, success: 30 });
    await watch.fires(...failing, burning);
    gateway.setMix(quietMix);
    await watch.resolves(...failing, burning);
  },
};

/** Nobody can reach the gateway. */
export const silence: Scene = {
  name: 'traffic stops',
  async play({ gateway }, watch) {
    const stopped: Expected = { alert: 'GatewayTrafficStopped', labels: {} };
    await gateway.pause();
    await watch.fires(stopped);
    gateway.resume();
    await watch.resolves(stopped);
  },
};
