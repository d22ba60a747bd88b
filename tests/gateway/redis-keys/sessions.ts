import type { Caller, Provider } from '../traffic/participants.ts';
import type { Session } from '../traffic/plan.ts';
import type { ScriptedRedis } from './connection.ts';
import { sessionSets } from './generation.ts';
import { setTtlSeconds, type KeyContext } from './key-context.ts';

/** One request of a session, as the session keys need it. */
export interface SessionRequest {
  readonly session: Session;
  readonly caller: Caller;
  /** As the client asked for it. */
  readonly model: string;
}

/** The last request of a session, as `session:S:usage` keeps it. */
export interface SessionUsage {
  readonly statusCode: number;
  readonly errorMessage: string | undefined;
  readonly inputTokens: number | undefined;
  readonly outputTokens: number | undefined;
  readonly cacheCreationInputTokens: number | undefined;
  readonly cacheReadInputTokens: number | undefined;
  /** USD, exact decimal. */
  readonly costUsd: string | undefined;
}

/** Writes the session sets and the session detail keys at the moments when the gateway does. */
export interface SessionKeys {
  /**
   * The session guard: sets of physical sessions, details, and the session's request counter.
   *
   * @returns the request's ordinal in its session; undefined when Redis is away
   */
  begin(request: SessionRequest): Promise<number | undefined>;
  /** All guards are passed, or one of the later ones refused: the identity joins the observed set. */
  observe(request: SessionRequest): Promise<void>;
  /** The request counts as running. */
  enter(request: SessionRequest): Promise<void>;
  /** A provider has answered. */
  bind(request: SessionRequest, provider: Provider): Promise<void>;
  /** The request no longer counts as running. */
  leave(request: SessionRequest, usage: SessionUsage): Promise<void>;
  /** A billed answer renews the session. */
  renew(request: SessionRequest): Promise<void>;
}

const runningTtlSeconds = 600;

export function createSessionKeys(context: KeyContext): SessionKeys {
  const { redis, generation, sessionTtlSeconds, now } = context;
  const names = sessionSets[generation];
  const join = (each: ScriptedRedis, set: string, member: string) => [
    each.zremrangebyscore(set, '-inf', now() - sessionTtlSeconds * 1_000),
    each.zadd(set, now(), member),
    each.expire(set, setTtlSeconds(context)),
  ];
  const joinActive = (each: ScriptedRedis, { session, caller }: SessionRequest) =>
    names.active(caller.key.id, caller.user.id).flatMap((set) => join(each, set, session.id));
  const joinObserved = (each: ScriptedRedis, { session }: SessionRequest) =>
    names.observed === undefined ? [] : join(each, names.observed, session.identity);
  /** Both names under which a session keeps its details; they are one when the identity is the physical id. */
  const detailNames = ({ id, identity }: Session) =>
    names.observed === undefined ? [id] : [...new Set([id, identity])];
  const runningCounts = ({ id, identity }: Session) => [
    `session:${id}:concurrent_count`,
    ...(names.observed === undefined ? [] : [`observed_session:${identity}:concurrent_count`]),
  ];
  const write = async (commands: (each: ScriptedRedis) => Promise<unknown>[]) => {
    await redis.attempt((each) => Promise.all(commands(each)));
  };

  return {
    begin: (request) =>
      redis.attempt(async (each) => {
        const { session, caller } = request;
        const info = {
          userName: caller.user.name,
          userId: caller.user.id,
          keyId: caller.key.id,
          keyName: caller.key.name,
          model: request.model,
          apiType: session.family === 'openai' ? 'codex' : 'chat',
          startTime: now(),
          status: 'in_progress',
        };
        const [sequence] = await Promise.all([
          each.incr(`session:${session.id}:seq`),
          each.setex(`session:${session.id}:key`, sessionTtlSeconds, caller.key.id),
          each.setex(`session:${session.id}:last_seen`, sessionTtlSeconds, now()),
          ...joinActive(each, request),
          ...detailNames(session).flatMap((name) => [
            each.hset(`session:${name}:info`, info),
            each.expire(`session:${name}:info`, sessionTtlSeconds),
          ]),
        ]);
        return sequence;
      }),
    observe: (request) => write((each) => joinObserved(each, request)),
    enter: ({ session }) =>
      write((each) =>
        runningCounts(session).flatMap((count) => [each.incr(count), each.expire(count, runningTtlSeconds)]),
      ),
    bind: ({ session, caller }, provider) =>
      write((each) => {
        const binding = `session-binding:v1:{${session.id}}:binding`;
        return [
          each.hset(`session:${session.id}:info`, { providerId: provider.id, providerName: provider.name }),
          each.expire(`session:${session.id}:info`, sessionTtlSeconds),
          each.setex(`session:${session.id}:provider`, sessionTtlSeconds, provider.id),
          ...(generation === 'observed'
            ? [
                each.hset(binding, { key_id: caller.key.id, provider_id: provider.id }),
                each.hincrby(binding, 'generation', 1),
                each.expire(binding, sessionTtlSeconds),
              ]
            : []),
        ];
      }),
    leave: ({ session }, usage) =>
      write((each) => {
        const status = usage.statusCode < 400 ? 'completed' : 'error';
        const fields = Object.entries({ status, ...usage }).filter(([, value]) => value !== undefined);
        return [
          ...runningCounts(session).map((count) => each.countDown(count)),
          ...detailNames(session).flatMap((name) => [
            each.hset(`session:${name}:usage`, Object.fromEntries(fields)),
            each.expire(`session:${name}:usage`, sessionTtlSeconds),
            each.setSessionStatus(`session:${name}:info`, status),
          ]),
        ];
      }),
    renew: (request) =>
      write((each) => [
        ...joinActive(each, request),
        ...joinObserved(each, request),
        each.setex(`session:${request.session.id}:last_seen`, sessionTtlSeconds, now()),
        ...detailNames(request.session).map((name) => each.expire(`session:${name}:info`, sessionTtlSeconds)),
      ]),
  };
}
