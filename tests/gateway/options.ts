import type { GatewayShape } from './schema/shapes.ts';

/** Everything that decides what a simulated gateway looks like. */
export interface GatewayOptions {
  /** The same seed gives the same people, providers and traffic. */
  readonly seed: number;
  /** Age of the gateway's schema, and with it of its Redis keys. */
  readonly shape: GatewayShape;
  /** From 8 on, some are deleted, disabled or expired; two bear the same name. */
  readonly users: number;
  readonly keysPerUser: number;
  /** How many key strings are held by two keys: the first by one user, the second by two, in turn. */
  readonly duplicatedKeyStrings: number;
  /** From 6 on, every provider type is there; from 14 on, so are unlimited, disabled and deleted ones. */
  readonly providers: number;
  /** Names of the models that clients ask for; all of models.ts when it is undefined. */
  readonly models: readonly string[] | undefined;
  /** At the busiest hour of a working day. Limited providers get slots for so many. */
  readonly requestsPerMinute: number;
  /** IANA zone in the settings; null leaves it to the gateway's environment. Not checked: an invalid one is a test. */
  readonly timezone: string | null;
  /** Display only: amounts are USD. */
  readonly currency: string;
  readonly billingModelSource: 'original' | 'redirected';
  /** No session is kept in Redis. */
  readonly highConcurrencyMode: boolean;
  /** Users see everybody's figures. */
  readonly allowGlobalUsageView: boolean;
  /** The gateway's SESSION_TTL. */
  readonly sessionTtlSeconds: number;
}

const defaultGatewayOptions: GatewayOptions = {
  seed: 1,
  shape: 'current',
  users: 24,
  keysPerUser: 2,
  duplicatedKeyStrings: 1,
  providers: 16,
  models: undefined,
  requestsPerMinute: 60,
  timezone: 'Asia/Shanghai',
  currency: 'USD',
  billingModelSource: 'original',
  highConcurrencyMode: false,
  allowGlobalUsageView: true,
  sessionTtlSeconds: 300,
};

/** The defaults, with what is given in their place. */
export function gatewayOptions(given: Partial<GatewayOptions> = {}): GatewayOptions {
  return { ...defaultGatewayOptions, ...given };
}
