import type { DataSourceSettings } from '@grafana/data';
import type { SecureSettings, Settings } from '../../types/config.ts';

/** Everything that Grafana keeps of the datasource. */
export type Options = DataSourceSettings<Settings, SecureSettings>;

/** A secret's name. */
export type Secret = keyof SecureSettings;

/** Settings with a secret typed in. It is kept apart from what every viewer can read, and beside other secrets. */
export const withSecret = (options: Options, secret: Secret, text: string): Options => ({
  ...options,
  secureJsonData: { ...options.secureJsonData, [secret]: text },
});

/** Settings with a secret forgotten, so that another can be typed in. */
export const withoutSecret = (options: Options, secret: Secret): Options => ({
  ...withSecret(options, secret, ''),
  secureJsonFields: { ...options.secureJsonFields, [secret]: false },
});

/** Settings with some of the readable ones changed. */
export const withSettings = (options: Options, change: Partial<Settings>): Options => ({
  ...options,
  jsonData: { ...options.jsonData, ...change },
});
