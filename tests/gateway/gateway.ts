import type { Administration } from './administration.ts';
import type { GatewayDirectory } from './directory.ts';
import type { GatewayOptions } from './options.ts';
import type { RequestCounts } from './requests/counts.ts';
import type { GatewayShape } from './schema/shapes.ts';
import type { Rhythm } from './traffic/arrivals.ts';
import type { Ailment } from './traffic/routing.ts';
import type { TrafficMix } from './traffic/stories.ts';

/** What {@link startGateway} needs to know; the rest of {@link GatewayOptions} has defaults. */
export interface SimulatorOptions extends Partial<GatewayOptions> {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  /** Creates the gateway's tables where the database has none; true by default. */
  readonly create?: boolean;
  /**
   * Simulated seconds per real second, for requests, waits and breakers; 1 by default. Instants in the rows and the
   * lives of Redis keys stay real, so a row's created_at plus its duration may lie ahead of now.
   */
  readonly speed?: number;
  /** `daily` (default) follows the hour of day in the gateway's zone, `steady` does not. */
  readonly rhythm?: Rhythm;
  /** Replaces the usual mix of successes and failures. */
  readonly mix?: TrafficMix;
  /** Share of the conversations that are streamed; most by default. */
  readonly streamShare?: number;
  /** Runs between creation and the first request, e.g. to fill the history. */
  readonly prepare?: (directory: GatewayDirectory) => Promise<void>;
  /** Hears when a server goes away and comes back; silent by default. */
  readonly log?: (message: string) => void;
}

/** What the simulated gateway has done since it started. */
interface GatewayCounts extends RequestCounts {
  /** Requests that arrived. */
  readonly arrived: number;
  /** Requests turned away because too many were under way. */
  readonly shed: number;
  /** Requests under way, and writes that are left to do. */
  readonly underWay: number;
}

/** A running simulated gateway. */
export interface Gateway extends Administration {
  readonly shape: GatewayShape;
  /** Users, keys, providers, prices and settings as they are now. */
  readonly directory: GatewayDirectory;
  /**
   * Takes no more requests and finishes those under way at once. Resolves when nothing is left to write but the rows
   * that a crash keeps in flight for ever; from then on the gateway is completely still. While PostgreSQL is away it
   * waits for it.
   */
  pause(): Promise<void>;
  resume(): void;
  /** Pauses and disconnects; gives up what cannot be written within a few seconds. Never rejects. */
  stop(): Promise<void>;
  counts(): GatewayCounts;
  /** @throws RangeError when there is no such provider */
  failProvider(id: number, ailment: Ailment): void;
  /** The provider answers again; an open circuit breaker stays until its time is over. */
  heal(id: number): void;
  /** Requests per simulated minute at the busiest hour; 0 = none. */
  setRate(requestsPerMinute: number): void;
  /** From now on requests end so; undefined = in the usual mix. */
  setMix(mix: TrafficMix | undefined): void;
  /** Lets many requests arrive at once; resolves when all have begun. */
  storm(requests?: number): Promise<void>;
  openBreaker(id: number): Promise<void>;
  halfOpenBreaker(id: number): Promise<void>;
  closeBreaker(id: number): Promise<void>;
  /**
   * Lets so many new sessions take slots of a limited provider, fewer when it is full. They make no requests, so they
   * leave after SESSION_TTL.
   *
   * @returns the ids of the new sessions
   * @throws RangeError when there is no such provider, or it has no limit
   */
  fillSlots(providerId: number, sessions: number): Promise<string[]>;
  /**
   * Keeps sessions of {@link fillSlots} for another SESSION_TTL.
   *
   * @throws RangeError when there is no such provider
   */
  keepSlots(providerId: number, sessions: readonly string[]): Promise<void>;
}
