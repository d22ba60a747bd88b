import type { Queryable } from './postgres.ts';
import type { GatewaySchema } from './schema.ts';

/** The gateway's own settings that change what figures mean (table `system_settings`, lowest id). */
export interface GatewaySettings {
  siteTitle: string;
  /** As stored; may be no valid zone. */
  timezone: string | null;
  /** ISO code whose symbol the gateway shows; amounts are USD whatever it says. */
  currency: string;
  /** Which of a row's two model names boards show. */
  billingModelSource: 'original' | 'redirected';
  /** When true the gateway keeps no session keys in Redis: sessions and slots cannot be told. */
  highConcurrencyMode: boolean;
  /** Whether users other than administrators may see everyone's figures. */
  globalUsageView: boolean;
}

/** What the gateway itself assumes before its first start has written the row (gateway.md 0.3). */
const defaults: GatewaySettings = {
  siteTitle: 'CC Hub',
  timezone: null,
  currency: 'USD',
  billingModelSource: 'original',
  highConcurrencyMode: false,
  globalUsageView: false,
};

interface SettingsRow {
  site_title?: string | null;
  timezone?: string | null;
  currency_display?: string | null;
  billing_model_source?: string | null;
  enable_high_concurrency_mode?: boolean | null;
  allow_global_usage_view?: boolean | null;
}

const columns = [
  'site_title',
  'timezone',
  'currency_display',
  'billing_model_source',
  'enable_high_concurrency_mode',
  'allow_global_usage_view',
] as const;

/** Reads the settings row; columns that this gateway lacks, and a missing row, take the gateway's defaults. */
export async function readSettings(connection: Queryable, schema: GatewaySchema): Promise<GatewaySettings> {
  const present = columns.filter((column) => schema.has('system_settings', column));
  if (present.length === 0) return defaults;
  const [row = {}] = await connection.query<SettingsRow>(
    `SELECT ${present.join(', ')} FROM public.system_settings ORDER BY id LIMIT 1`,
  );
  return {
    siteTitle: row.site_title ?? defaults.siteTitle,
    timezone: row.timezone ?? defaults.timezone,
    currency: row.currency_display ?? defaults.currency,
    billingModelSource: row.billing_model_source === 'redirected' ? 'redirected' : 'original',
    highConcurrencyMode: row.enable_high_concurrency_mode ?? defaults.highConcurrencyMode,
    globalUsageView: row.allow_global_usage_view ?? defaults.globalUsageView,
  };
}
