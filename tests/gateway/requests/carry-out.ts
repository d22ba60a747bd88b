import type pg from 'pg';
import type { GatewayKeys } from '../redis-keys/gateway-keys.ts';
import type { GatewaySettings } from '../traffic/participants.ts';
import type { RequestPlan } from '../traffic/plan.ts';
import { createRequestCounts, type CountStage, type RequestCounts } from './counts.ts';
import type { Outage } from './outage.ts';
import type { Outstanding } from './outstanding.ts';
import type { Pace } from './pace.ts';
import { carryOutProxied } from './proxied-request.ts';
import { createRequestLog, type RequestLog } from './request-log.ts';
import type { TableColumns } from './request-table.ts';
import {
  carryOutRefused,
  carryOutReplay,
  carryOutSensitiveWord,
  carryOutWarmup,
} from './unproxied-requests.ts';

export interface ExecutorOptions {
  readonly database: pg.Pool;
  /** Of `message_request`, see `readColumns`. */
  readonly columns: TableColumns;
  readonly keys: GatewayKeys;
  readonly pace: Pace;
  /** Counts the executor's requests and batches of writes: `settled()` of it means that nothing is left to write. */
  readonly outstanding: Outstanding;
  /** Hears once when PostgreSQL goes away, and once when it is back. */
  readonly outage: Outage;
  /** As they are now; asked once per request. */
  readonly settings: () => GatewaySettings;
}

/** Carries plans out against PostgreSQL and Redis, in the order and with the delays of the gateway. */
export interface Executor {
  /**
   * Resolves when nothing is left to write for the request, late costs included. Never rejects: a request that
   * PostgreSQL does not take fails, as at the gateway.
   */
  carryOut(plan: RequestPlan): Promise<void>;
  counts(): RequestCounts;
  /** Gives up the writes that wait for PostgreSQL, for a quick stop. */
  abandon(): void;
}

/** What carrying out one request needs. */
export interface RequestSurroundings {
  readonly log: RequestLog;
  readonly keys: GatewayKeys;
  readonly pace: Pace;
  readonly settings: GatewaySettings;
  readonly count: CountStage;
  /** Remembers the request's row for {@link rowOf}. */
  readonly inserted: (id: number) => void;
  /** The row of a recent plan, as soon as it is written; undefined when there is none. */
  readonly rowOf: (sequence: number) => Promise<number | undefined>;
}

/** How many requests can still be replayed. */
const rememberedRows = 5_000;

export function createExecutor(options: ExecutorOptions): Executor {
  const { database, columns, keys, pace, outstanding, outage, settings } = options;
  const log = createRequestLog(database, columns, pace, outstanding, outage);
  const counts = createRequestCounts();
  const rows = new Map<number, Promise<number | undefined>>();
  const remember = (sequence: number) => {
    let resolve: (id: number | undefined) => void = () => undefined;
    rows.set(sequence, new Promise((given) => (resolve = given)));
    rows.delete(sequence - rememberedRows);
    return resolve;
  };

  const carryOut = async (plan: RequestPlan) => {
    const count = counts.begin(plan);
    const know = remember(plan.sequence);
    try {
      await act(plan, {
        log,
        keys,
        pace,
        settings: settings(),
        count,
        inserted(id) {
          count('inserted');
          know(id);
        },
        rowOf: (sequence) => rows.get(sequence) ?? Promise.resolve(undefined),
      });
    } catch (error) {
      count('failed');
      outage.failed(error);
    } finally {
      know(undefined);
    }
  };
  return {
    carryOut(plan) {
      const work = carryOut(plan);
      outstanding.track(work);
      return work;
    },
    counts: () => counts.read(),
    abandon() {
      log.abandon();
    },
  };
}

function act(plan: RequestPlan, surroundings: RequestSurroundings): Promise<void> {
  switch (plan.kind) {
    case 'proxied':
      return carryOutProxied(plan, surroundings);
    case 'replay':
      return carryOutReplay(plan, surroundings);
    case 'warmup':
      return carryOutWarmup(plan, surroundings);
    case 'sensitive_word':
      return carryOutSensitiveWord(plan, surroundings);
    case 'refused':
      return carryOutRefused(plan, surroundings);
  }
}
