import type { Quality } from './part.ts';

/** A server that figures come from. */
export interface SourceHealth {
  /** `not-configured` for a server that the configuration leaves out. */
  state: 'up' | 'down' | 'not-configured';
  /** Why it is down, in a sentence; null when it is not. */
  reason: string | null;
  /** ISO instant, by the server's own clock, of the newest figures taken from it; null before the first. */
  asOf: string | null;
}

/** A question that the exporter keeps asking the gateway. */
export interface QuestionHealth {
  quality: Quality;
  /** ISO instant its latest answer holds for; null when unknown. */
  asOf: string | null;
  /** Age of the latest answer, in seconds; null when unknown. */
  ageSeconds: number | null;
  /** Why the answer is unknown; null when it is known. */
  reason: string | null;
}

/** Our copy of the gateway's ledger, which answers questions about usage. */
export interface LedgerHealth {
  /** `up` while it follows the ledger; `not-configured` with LEDGER_ENGINE=postgres. */
  state: 'up' | 'down' | 'not-configured';
  /** Why it does not follow the ledger, in a sentence; null when it does. */
  reason: string | null;
  /** ISO instant of the gateway's database that it was last brought up to; null before the first. */
  asOf: string | null;
  /** Where it is kept; null when it cannot be kept, or is not yet. */
  store: 'file' | 'memory' | null;
  /** Why it is not kept as configured, or had to be made anew; else null. */
  problem: string | null;
  rows: number | null;
  /** Share of the history loaded, 0 to 1; periods that are not loaded yet are asked in PostgreSQL. */
  loadRatio: number | null;
  /** Seconds until the history is loaded, as far as can be told; null when it is. */
  loadSecondsLeft: number | null;
  /** Rows that the last whole comparison with the ledger found different, and mended; null before the first. */
  mismatchRows: number | null;
}

/** How it is told who asks. */
export interface IdentityHealth {
  /**
   * Grafana's signing keys. `off`: GRAFANA_URL is not set, so nobody is known by name. `waiting`: nobody has come yet.
   * `unverifiable`: there are none, or too old ones.
   */
  keys: 'off' | 'waiting' | 'ready' | 'unverifiable';
  /** Why the keys, or newer ones, are not to be had; else null. */
  reason: string | null;
  /** How Grafana's users become the gateway's. */
  mapping: 'off' | 'username' | 'email' | 'file';
  /** Users of the gateway who share a name, and whom nobody can be therefore. */
  ambiguousNames: number;
  /** What is wrong with the file of VIEWERS; else null. */
  mappingProblem: string | null;
}

/** Answer of `GET /api/v1/health`. */
export interface Health {
  /** `ok` when every configured source is up and every question is fresh. */
  status: 'ok' | 'degraded';
  version: string;
  sources: { postgres: SourceHealth; redis: SourceHealth };
  ledger: LedgerHealth;
  identity: IdentityHealth;
  questions: Record<string, QuestionHealth>;
  /** What was found of the gateway; null before the first look. */
  gateway: {
    /** Generation of its schema. */
    schema: 'current' | 'early-ledger' | 'request-log';
    /** Columns this gateway's version lacks, as `table.column`: their figures are unknown. */
    missingColumns: string[];
    /** Columns our role may not read: run provisioning/postgres/role.sql again. */
    deniedColumns: string[];
    /** Zone of its days, and whether its settings or our TZ say so. */
    timezone: string;
    timezoneSource: 'gateway settings' | 'TZ';
    /** A name in its settings that is no zone, and was passed over; else null. */
    rejectedTimezone: string | null;
    currency: string;
    highConcurrencyMode: boolean;
  } | null;
}
