import type { DataSourceJsonData } from '@grafana/data';

/**
 * Settings that every viewer's browser can read. The exporter's address and token are none of them: see
 * {@link SecureSettings}.
 */
export interface Settings extends DataSourceJsonData {
  /**
   * Who is asking. `person`: the Grafana user, whom the exporter makes a gateway user. `screen`: nobody in particular,
   * with a screen or administrator token.
   */
  identity?: 'person' | 'screen';
  /** Currency that new queries begin with. Default `gateway`. */
  currency?: 'gateway' | 'USD';
  /** Whether new queries are live. Default true. */
  live?: boolean;
  /** The most rows of new queries. Default 20. */
  limit?: number;
}

/** Settings that Grafana keeps encrypted, and puts into requests on its server alone. */
export interface SecureSettings {
  /** The exporter as Grafana's server reaches it, for example `http://hubscope:9464`; no slash at its end. */
  address?: string;
  /** API_VIEWER_TOKEN, API_SCREEN_TOKEN or API_ADMIN_TOKEN of the exporter. */
  token?: string;
}
