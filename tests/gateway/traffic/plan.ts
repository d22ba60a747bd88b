import type { Bill, TokenUsage } from './billing.ts';
import type { ModelFamily } from '../models.ts';
import type { Caller, Provider } from './participants.ts';
import type { Story } from './stories.ts';

/**
 * What will happen to one request, decided before it begins. Instants are Unix milliseconds of the real clock;
 * lengths are milliseconds of simulated time, counted from the request's start.
 */
export type RequestPlan = ProxiedPlan | ReplayPlan | WarmupPlan | SensitiveWordPlan | RefusedPlan;

interface CommonPlan {
  /** 1 for the first plan, counting up. */
  readonly sequence: number;
  /** When the request arrives. */
  readonly at: number;
  readonly caller: Caller;
  readonly client: Client;
  /** As the client asked for it. */
  readonly model: string;
  readonly messagesCount: number;
}

/** Where a request comes from. */
export interface Client {
  readonly userAgent: string;
  readonly ip: string;
}

/** One that is forwarded to providers. */
export interface ProxiedPlan extends CommonPlan {
  readonly kind: 'proxied';
  /** Which entry of the traffic mix it is, for counting. */
  readonly story: Story;
  readonly session: Session;
  /** URL path. */
  readonly endpoint: string;
  readonly stream: boolean;
  /** How its first provider was found. */
  readonly selection: 'session_reuse' | 'initial_selection';
  /** Providers that had no free slot when it was chosen for them, before the first attempt. */
  readonly crowded: readonly Provider[];
  /** In the order of their start; the first begins at 0. */
  readonly attempts: readonly [Attempt, ...Attempt[]];
  /** undefined: the gateway crashes meanwhile, and the row stays in flight for ever. */
  readonly ending: Ending | undefined;
}

/** One try at one provider. */
export interface Attempt {
  readonly provider: Provider;
  /** 1 for the first. */
  readonly number: number;
  readonly startMs: number;
  readonly endMs: number;
  /** Model sent upstream, after this provider's redirects. */
  readonly model: string;
  /** Exact decimal: of the caller's group with this provider. */
  readonly groupMultiplier: string;
  readonly result:
    | 'answered'
    /** An HTTP error or a broken connection; another attempt may follow. */
    | 'failed'
    /** A raced attempt that lost; it is cut off, or drained and billed. */
    | 'hedge_loser_cancelled'
    | 'hedge_loser_billed'
    | 'resource_not_found'
    | 'client_error_non_retryable'
    | 'client_abort';
  /** HTTP status of the provider; absent when there was no answer. */
  readonly statusCode?: number;
  readonly errorMessage?: string;
  /** True: started beside the attempt before it instead of after it. */
  readonly isHedge: boolean;
}

/** How a request is finalised. */
export interface Ending {
  readonly statusCode: number;
  readonly errorMessage?: string;
  readonly durationMs: number;
  /** Time to the first content; equals durationMs without streaming; absent when nothing came. */
  readonly firstTokenMs?: number;
  /** Time to the first byte; equals durationMs without streaming; absent when nothing came. */
  readonly firstByteMs?: number;
  /** Absent when nothing was answered. */
  readonly usage?: TokenUsage;
  /** What its answer costs without hedge losers; absent when nothing is billed. */
  readonly bill?: Bill;
  /** The bill is known this much after the status; 0 = they may be written together. */
  readonly billDelayMs: number;
  /** Losers of a race whose cost is added later. */
  readonly lateLosers: readonly LateLoser[];
  /** The gateway is overloaded: everything but the status is dropped. */
  readonly losesDetails: boolean;
  /** Model name in the provider's answer. */
  readonly responseModel?: string;
}

/** A losing attempt whose provider has to be paid all the same. */
export interface LateLoser {
  readonly attempt: Attempt;
  /** After the request's end. */
  readonly delayMs: number;
  readonly usage: TokenUsage;
  /** USD, exact decimal. */
  readonly costUsd: string;
}

/** A replayed answer: an audit row copied from an earlier, finished request. */
export interface ReplayPlan extends CommonPlan {
  readonly kind: 'replay';
  /** The plan whose answer is replayed. */
  readonly source: ProxiedPlan;
  readonly durationMs: number;
}

/** A warm-up that the gateway answers itself. */
export interface WarmupPlan extends CommonPlan {
  readonly kind: 'warmup';
  readonly session: Session;
  readonly endpoint: string;
  readonly durationMs: number;
}

/** Refused for its words before a session was made for it. */
export interface SensitiveWordPlan extends CommonPlan {
  readonly kind: 'sensitive_word';
  readonly word: string;
}

/** The conversation that a request belongs to. */
export interface Session {
  /** Physical session id, `sess_<base36 ms>_<12 hex>` or the client's own. */
  readonly id: string;
  /** What dashboards count: the id itself, `pfx:<scope tag>:<fingerprint>` or `sid:<32 hex>`. */
  readonly identity: string;
  readonly kind: 'session_id' | 'prefix_affinity';
  /** Only with `prefix_affinity`. */
  readonly affinity?: {
    readonly scopeTag: string;
    readonly fingerprint: string;
    readonly chain: readonly string[];
  };
  /** The protocol, which decides the `apiType` kept in Redis. */
  readonly family: ModelFamily;
}

/** No provider can take it: it is refused before a row is written, and leaves only its session's keys. */
export interface RefusedPlan extends CommonPlan {
  readonly kind: 'refused';
  readonly session: Session;
}
