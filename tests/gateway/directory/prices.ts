import type pg from 'pg';
import { gatewayModels } from '../models.ts';

/**
 * Inserts a price for every model that has one. The prices per token are computed by PostgreSQL, where they are exact
 * and become JSON numbers without passing through a float.
 */
export async function insertPrices(client: pg.ClientBase): Promise<void> {
  for (const { name, displayName, family, price } of gatewayModels) {
    if (price === undefined) continue;
    await client.query(
      `INSERT INTO model_prices (model_name, source, price_data)
       SELECT $1, 'cloud', jsonb_strip_nulls(jsonb_build_object(
         'display_name', $2::text, 'vendor', $3::text, 'mode', 'chat', 'aliases', '[]'::jsonb,
         'input_cost_per_token', per_token($4), 'output_cost_per_token', per_token($5),
         'cache_creation_input_token_cost', per_token($6),
         'cache_creation_input_token_cost_above_1hr', per_token($7),
         'cache_read_input_token_cost', per_token($8)))`.replaceAll(
        /per_token\((\$\d)\)/g,
        'trim_scale(($1::numeric / 1000000)::numeric(30, 15))',
      ),
      [
        ...[name, displayName, family, price.input, price.output],
        ...[price.cacheWrite5m, price.cacheWrite1h, price.cacheRead],
      ],
    );
  }
}
