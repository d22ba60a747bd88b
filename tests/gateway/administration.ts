import type pg from 'pg';
import { addRow, audit, changeRow, type Changes } from './administration/changes.ts';
import { deleteLogBefore, deleteUserRows, type DeletedStatistics } from './administration/deletions.ts';
import type { ProviderType, SpendLimits } from './traffic/participants.ts';

/** USD as exact decimal strings; null removes a limit, what is left out stays. */
type NewLimits = { readonly [Window in keyof SpendLimits]?: string | null };

interface NewProvider {
  readonly name: string;
  readonly type: ProviderType;
  /** Comma list of groups; `default` when left out. */
  readonly groups?: string;
  /** Concurrent sessions; unlimited when left out. */
  readonly slots?: number;
  /** Lower is tried first; 0 when left out. */
  readonly priority?: number;
}

/** Columns of the settings that an administrator may change; what is left out stays. */
interface NewSettings {
  readonly timezone?: string | null;
  readonly currency?: string;
  readonly billingModelSource?: 'original' | 'redirected';
  readonly highConcurrencyMode?: boolean;
  readonly allowGlobalUsageView?: boolean;
  readonly siteTitle?: string;
}

/**
 * What administrators do in the gateway's settings pages. Every action is in the database when it resolves, stands in
 * the audit log (where there is one), and holds for the traffic from then on.
 */
export interface Administration {
  /** Deletes a user's rows from the request log and from the ledger, and what Redis knows of the user's spending. */
  resetUserStatistics(userId: number): Promise<DeletedStatistics>;
  /** The retention job: deletes the request log from before an instant. @returns rows deleted */
  cleanUpLog(before: Date): Promise<number>;
  /** @returns the provider's id */
  addProvider(provider: NewProvider): Promise<number>;
  renameProvider(id: number, name: string): Promise<void>;
  setProviderEnabled(id: number, isEnabled: boolean): Promise<void>;
  /** The row stays, marked as deleted. */
  deleteProvider(id: number): Promise<void>;
  /** `slots` null = unlimited. */
  limitProvider(id: number, limits: NewLimits & { readonly slots?: number | null }): Promise<void>;
  limitUser(id: number, limits: NewLimits): Promise<void>;
  setUserEnabled(id: number, isEnabled: boolean): Promise<void>;
  /** The row stays, marked as deleted; so do the user's requests. */
  deleteUser(id: number): Promise<void>;
  changeSettings(settings: NewSettings): Promise<void>;
}

export interface AdministrationOptions {
  readonly database: pg.Pool;
  /** Forgets the spending that Redis keeps of a user and of the user's keys. */
  readonly forgetSpending: (userId: number) => Promise<void>;
  /** Called after every change of the tables that decide the traffic, before the action resolves. */
  readonly onChange: () => Promise<void>;
}

const spendColumns = (daily: string): Readonly<Record<keyof SpendLimits, string>> => ({
  fiveHours: 'limit_5h_usd',
  daily,
  weekly: 'limit_weekly_usd',
  monthly: 'limit_monthly_usd',
  total: 'limit_total_usd',
});
const providerColumns = { ...spendColumns('limit_daily_usd'), slots: 'limit_concurrent_sessions' };
const userColumns = spendColumns('daily_limit_usd');
const settingColumns: Readonly<Record<keyof NewSettings, string>> = {
  timezone: 'timezone',
  currency: 'currency_display',
  billingModelSource: 'billing_model_source',
  highConcurrencyMode: 'enable_high_concurrency_mode',
  allowGlobalUsageView: 'allow_global_usage_view',
  siteTitle: 'site_title',
};

export function createAdministration(options: AdministrationOptions): Administration {
  const { database, forgetSpending, onChange } = options;
  const change = async (
    ...parameters: Parameters<typeof changeRow> extends [unknown, ...infer P] ? P : never
  ) => {
    await changeRow(database, ...parameters);
    await onChange();
  };
  return {
    async resetUserStatistics(userId) {
      const deleted = await deleteUserRows(database, userId);
      await forgetSpending(userId);
      await audit(database, {
        category: 'user',
        type: 'user.reset_statistics',
        targetType: 'user',
        targetId: userId,
        targetName: null,
        before: null,
        after: deleted,
      });
      return deleted;
    },
    cleanUpLog: (before) => deleteLogBefore(database, before),
    async addProvider({ name, type, groups, slots, priority }) {
      const id = await addRow(database, 'providers', {
        name,
        url: 'https://new-provider.example/v1',
        key: `UPSTREAM-SECRET-added-${name}`,
        provider_type: type,
        group_tag: groups ?? null,
        limit_concurrent_sessions: slots ?? null,
        priority: priority ?? 0,
      });
      await onChange();
      return id;
    },
    renameProvider: (id, name) => change('providers', id, { name }),
    setProviderEnabled: (id, isEnabled) => change('providers', id, { is_enabled: isEnabled }),
    deleteProvider: (id) => change('providers', id, { deleted_at: new Date() }, 'delete'),
    limitProvider: (id, limits) => change('providers', id, columnsOf(providerColumns, limits)),
    limitUser: (id, limits) => change('users', id, columnsOf(userColumns, limits)),
    setUserEnabled: (id, isEnabled) => change('users', id, { is_enabled: isEnabled }),
    deleteUser: (id) => change('users', id, { deleted_at: new Date() }, 'delete'),
    async changeSettings(settings) {
      const { rows } = await database.query<{ id: number }>('SELECT min(id) AS id FROM system_settings');
      await change('system_settings', rows[0]?.id ?? 0, columnsOf(settingColumns, settings));
    },
  };
}

function columnsOf<Name extends string>(
  columns: Readonly<Record<Name, string>>,
  values: { readonly [Key in Name]?: Changes[string] | undefined },
): Changes {
  return Object.fromEntries(
    (Object.keys(values) as Name[]).flatMap((name) => {
      const value = values[name];
      return value === undefined ? [] : [[columns[name], value]];
    }),
  );
}
