import { repeatedly, type Answer, type Finding, type Pace, type Question } from './answers.ts';
import type { Config } from './config.ts';
import { GatewayError } from './gateway/failure.ts';
import { readSessionDetails, type LiveSessions } from './gateway/live-sessions.ts';
import { fromSnapshot, type AskLedger } from './ledger/access.ts';
import { onDemand, type OnDemand } from './on-demand.ts';
import { activity, ownActivity, type Activity } from './questions/activity.ts';
import { MOST_SESSIONS, sessions, type SessionList } from './questions/sessions.ts';
import { providerVolumes, slotBoard, type ProviderVolume, type SlotBoard } from './questions/slots.ts';
import { windowsAt } from './questions/windows.ts';
import { freshFor, type Gateway, type Questions, type Servers } from './shared-questions.ts';

/** What is looked at live, request by request and session by session; asked only while somebody looks. */
export interface LiveQuestions {
  /** Everybody's stream, to be cut (`cutActivity`). Without Redis it goes on, and knows of no live sessions. */
  activity: OnDemand<Activity>;
  /** What one user's stream is cut from, by a statement of its own; to be shared by whoever asks for the same user. */
  ownActivity: (userId: number) => Promise<Finding<Activity>>;
  /** Everybody's sessions, to be narrowed (`ownSessions`). */
  sessions: OnDemand<SessionList>;
  /** Slots of all providers, as known as their use is. What cannot be told beside it is null. */
  slots: () => Promise<Answer<SlotBoard>>;
  /** Asks, at a heartbeat, what somebody has looked at lately. */
  ask: () => Promise<void>;
}

/** What live questions are made from. */
export interface LiveSources {
  servers: Servers;
  askLedger: AskLedger;
  questions: Pick<Questions, 'gateway' | 'providerSlots' | 'providerCircuits'>;
  /** The sessions that are counted as concurrent. */
  liveSessions: Question<LiveSessions>;
}

/** As long as the gateway itself keeps its list of sessions: their sums are read from all of their requests. */
const SESSIONS_INTERVAL_MS = 2000;

/** Makes the live questions. They read nothing from Redis that the shared questions have read. */
export function liveQuestions(
  config: Config,
  { servers: { postgres, redis }, askLedger, questions, liveSessions }: LiveSources,
): LiveQuestions {
  const freshMs = freshFor(config);
  // Whoever wants an answer asks, so a database that is too slow is left alone for a while.
  const stored: Pace = { intervalMs: 0, freshMs, staleMs: config.staleMaxMs, afterTimeoutMs: freshMs };
  const fleeting: Pace = { ...stored, staleMs: 0, intervalMs: SESSIONS_INTERVAL_MS };

  const known = (): Gateway => {
    const latest = questions.gateway.latest();
    if (latest === undefined) throw new GatewayError('unreachable', 'the gateway has not been looked at yet');
    return latest.value;
  };
  const everybody = onDemand(
    repeatedly('activity', 'postgres', stored, () =>
      fromSnapshot(postgres, async (connection, now) => {
        const { schema, directory } = known();
        return activity(connection, schema, directory, freshOf(liveSessions.answer()), await now);
      }),
    ),
  );
  const list = onDemand(
    repeatedly('sessions', 'redis', fleeting, async () => {
      const { naming, names } = freshOrFailure(liveSessions.answer());
      if (redis === undefined) throw new GatewayError('not-configured', 'REDIS_URL is "none"');
      const details = await redis.attempt(() =>
        readSessionDetails(redis, naming, names.slice(-MOST_SESSIONS)),
      );
      return fromSnapshot(postgres, async (connection) => {
        const { schema, directory } = known();
        return sessions(connection, schema, directory, names.length, naming, details);
      });
    }),
  );
  const volumes = onDemand<ProviderVolume[]>(
    repeatedly('provider_volumes', 'postgres', stored, () => {
      const { schema, timezone } = known();
      const today = (now: number) => windowsAt(now, timezone.name).today;
      return askLedger(
        schema,
        (now) => today(now).from,
        (reader, now) => providerVolumes(reader, today(now)),
      );
    }),
  );
  return {
    activity: everybody,
    async ownActivity(userId) {
      const sessionsNow = freshOf(await everybody.want())?.liveSessions ?? new Set<string>();
      return fromSnapshot(postgres, async (connection, now) => {
        const { schema, directory } = known();
        return ownActivity(connection, schema, directory, sessionsNow, userId, await now);
      });
    },
    sessions: list,
    async slots() {
      const volume = freshOf(await volumes.want());
      const slots = questions.providerSlots.answer();
      if (slots.quality === 'unknown') return slots;
      const circuits = freshOf(questions.providerCircuits.answer());
      return { ...slots, value: slotBoard(slots.value, circuits, volume) };
    },
    async ask() {
      await Promise.all([everybody, list, volumes].map((question) => question.ask()));
    },
  };
}

const freshOf = <T>(answer: Answer<T>): T | undefined =>
  answer.quality === 'fresh' ? answer.value : undefined;

function freshOrFailure<T>(answer: Answer<T>): T {
  if (answer.quality === 'fresh') return answer.value;
  throw new GatewayError(answer.failure.kind, answer.failure.detail);
}
