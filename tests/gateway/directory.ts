import type pg from 'pg';
import { insertRows } from './directory/insert-rows.ts';
import { keyRows } from './directory/keys.ts';
import { insertPrices } from './directory/prices.ts';
import { insertProviders } from './directory/providers.ts';
import { userRows } from './directory/users.ts';
import type { GatewayOptions } from './options.ts';
import { createRandom } from './random.ts';
import { readParticipants } from './traffic/participants-tables.ts';
import type { Participants } from './traffic/participants.ts';

export { upstreamSecretMarker } from './directory/providers.ts';

/** Everybody and everything in a gateway's tables: users, keys, providers, groups, prices, settings. */
export type GatewayDirectory = Participants;

/**
 * Fills users, keys, groups, vendors, providers, endpoints, prices and the settings of a gateway that has none yet, all
 * or nothing. The same options give the same rows, apart from their dates, which count from now.
 *
 * @throws DatabaseError when the gateway's tables are missing or not of the shape that the options name
 */
export async function seedDirectory(database: pg.Pool, options: GatewayOptions): Promise<GatewayDirectory> {
  const { shape } = options;
  const client = await database.connect();
  try {
    await client.query('BEGIN');
    const userIds = await insertRows(client, shape, 'users', userRows(options.users));
    const random = createRandom(options.seed).fork('keys');
    const keys = keyRows(userIds, options.keysPerUser, options.duplicatedKeyStrings, random);
    await insertRows(client, shape, 'keys', keys);
    await insertProviders(client, shape, options.providers, options.requestsPerMinute);
    await insertPrices(client);
    await insertRows(client, shape, 'system_settings', [
      {
        site_title: 'CC Hub',
        timezone: options.timezone,
        currency_display: options.currency,
        billing_model_source: options.billingModelSource,
        allow_global_usage_view: options.allowGlobalUsageView,
        enable_high_concurrency_mode: options.highConcurrencyMode,
        intercept_anthropic_warmup_requests: true,
      },
    ]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
  return readParticipants(database);
}
