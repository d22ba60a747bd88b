import type pg from 'pg';
import type { Expected } from '../expected.ts';
import { OUT_OF_REACH_USD } from '../quiet.ts';
import { providerNamed, type Scene } from './scene.ts';

const DAY_S = 86_400;

/** What a provider has spent in all, until so many seconds ago. */
async function spent(database: pg.Pool, providerId: number, secondsAgo = 0): Promise<number> {
  const { rows } = await database.query<{ usd: string }>(
    `SELECT COALESCE(sum(cost_usd), 0) AS usd FROM usage_ledger
     WHERE final_provider_id = $1 AND created_at <= now() - make_interval(secs => $2)`,
    [providerId, secondsAgo],
  );
  return Number(rows[0]?.usd);
}

const usd = (amount: number) => amount.toFixed(2);

/** A limit that half is spent of, and the rest of within a day; then one that nearly all is spent of; PostgreSQL fails. */
export const budgetBurns: Scene = {
  name: 'budget burns, PostgreSQL away',
  async play({ gateway, database, postgres }, watch) {
    const provider = providerNamed(gateway, 'Codex Team Pool');
    const labels = { scope: 'provider', id: String(provider.id), window: 'total', provider: provider.name };
    const limit = async (share: number) => {
      const total = usd((await spent(database, provider.id)) / share);
      await gateway.limitProvider(provider.id, { total });
      return Number(total);
    };
    let total = await limit(0.5);
    const soon: Expected = {
      alert: 'GatewayQuotaEmptiesSoon',
      labels,
      // All was spent on this day, so that is the pace of it.
      truth: async (ago) => {
        const used = await spent(database, provider.id, ago);
        return ((total - used) / used) * DAY_S;
      },
    };
    const nearly: Expected = {
      alert: 'GatewayQuotaNearlySpent',
      labels,
      truth: async (ago) => (await spent(database, provider.id, ago)) / total,
    };
    await watch.fires(soon);
    total = await limit(0.93);
    await watch.fires(nearly);
    await watch.resolves(soon);

    const down: Expected = { alert: 'HubscopeSourceDown', labels: { source: 'postgres' } };
    await postgres.kill();
    await watch.fires(down);
    await watch.goesOn(nearly);
    await watch.isHeldBack({ alert: 'HubscopeLedgerBehind', labels: {} });
    await postgres.start();
    await watch.resolves(down);

    await gateway.limitProvider(provider.id, { total: OUT_OF_REACH_USD });
    await watch.resolves(nearly);
  },
};
