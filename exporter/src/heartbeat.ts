import { EventEmitter } from 'node:events';
import { setTimeout as rest } from 'node:timers/promises';
import type { Question } from './answers.ts';
import type { Config } from './config.ts';
import type { Failure } from './gateway/failure.ts';
import type { Postgres } from './gateway/postgres.ts';
import type { SourceState } from './gateway/source-state.ts';
import { accessLedger, type AskLedger } from './ledger/access.ts';
import { untilNext } from './ledger/jobs.ts';
import { keepLedger, type Ledger } from './ledger/keeper.ts';
import { liveQuestions, type LiveQuestions } from './live-questions.ts';
import {
  createQuestions,
  freshFor,
  gatewayQuestion,
  type Questions,
  type Servers,
} from './shared-questions.ts';

/** Whether a server answers; `lastFailure` says why not. */
interface SourceReading {
  up: boolean;
  /** Its own time of the newest figure taken from it, Unix ms. */
  asOf: number | undefined;
  lastFailure: Failure | undefined;
}

/** The tick that computes every shared answer once; scrapes and viewers only read. */
export interface Heartbeat {
  questions: Questions;
  /** Questions that are asked only while somebody looks. */
  live: LiveQuestions;
  /** Undefined for a source that the configuration leaves out. */
  source: (name: SourceName) => SourceReading | undefined;
  /** The copy of the ledger; undefined when PostgreSQL answers in its place. */
  ledger: Ledger | undefined;
  /** Asks about usage beside the questions above. */
  askLedger: AskLedger;
  /** Asks the gateway's PostgreSQL beside the questions above, on a connection of one snapshot. */
  askGateway: Postgres['snapshot'];
  /** Calls back after every beat, until the returned function is called. */
  onBeat: (listener: () => void) => () => void;
  /** Resolves when every question has been asked once, with or without success. */
  firstBeat: Promise<void>;
  stop: () => Promise<void>;
}

/** What figures come from: the gateway's two servers, and our copy of its ledger. */
export const sourceNames = ['postgres', 'redis', 'ledger'] as const;

/** One of {@link sourceNames}. */
type SourceName = (typeof sourceNames)[number];

/** Asks all questions now and then at every interval; a question that is still busy is not asked twice. */
export function startHeartbeat(config: Config, servers: Servers): Heartbeat {
  const gateway = gatewayQuestion(config, servers.postgres);
  const { engine, ...limits } = config.ledger;
  const ledger =
    engine === 'postgres'
      ? undefined
      : keepLedger(servers.postgres, () => gateway.latest()?.value.schema, {
          ...limits,
          dataDir: config.dataDir,
          tailIntervalMs: TAIL_INTERVAL_MS,
          rhythm: { everyMs: TAIL_INTERVAL_MS, afterMs: TAIL_AFTER_BEAT_MS },
        });
  const askLedger = accessLedger(ledger, servers.ledgerPostgres);
  const { questions: others, liveSessions } = createQuestions(config, servers, gateway, askLedger, ledger);
  const questions = { gateway, ...others };
  const live = liveQuestions(config, { servers, askLedger, questions, liveSessions });
  // Every open stream listens.
  const beats = new EventEmitter().setMaxListeners(0);
  const { ledgerCounters, providerQuotas, userQuotas, keyQuotas, administrativeChanges, ...prompt } = others;
  const dear = [ledgerCounters, providerQuotas, userQuotas, keyQuotas, administrativeChanges];
  let hasBegun = false;
  let hasStopped = false;
  const beat = async () => {
    // The last of them is asked before the copy is brought up to date (TAIL_AFTER_BEAT_MS).
    const pauseMs = hasBegun ? config.heartbeatMs / (dear.length + 3) : 0;
    hasBegun = true;
    // The first look at the gateway comes before the questions that build on it.
    const look = gateway.ask();
    if (gateway.latest() === undefined) await look;
    await Promise.all([look, live.ask(), ...Object.values(prompt).map((question) => question.ask())]);
    beats.emit('beat');
    // What is asked every few seconds would hold up, all at once, what is asked at every beat.
    const inTurn = dear.map(async (question, index) => {
      if (pauseMs > 0) await rest((index + 1) * pauseMs, undefined, { ref: false });
      if (!hasStopped) await question.ask();
    });
    await Promise.all(inTurn);
  };
  const rhythm = { everyMs: config.heartbeatMs, afterMs: 0 };
  let timer: ReturnType<typeof setTimeout>;
  const goOn = () => {
    timer = setTimeout(
      () => {
        void beat();
        goOn();
      },
      untilNext(performance.now(), rhythm),
    );
  };
  goOn();
  // What had to wait for the copy need not wait for the next beat.
  void ledger?.firstCurrent.then(beat);
  return {
    questions,
    live,
    ledger,
    askLedger,
    askGateway: (find) => servers.postgres.snapshot(find),
    onBeat(listener) {
      beats.on('beat', listener);
      return () => beats.off('beat', listener);
    },
    source: (name) =>
      name === 'ledger'
        ? ledger && readingOfLedger(ledger)
        : readingOfServer(servers[name]?.state, name, Object.values(questions), freshFor(config)),
    firstBeat: beat(),
    async stop() {
      clearTimeout(timer);
      hasStopped = true;
      await ledger?.stop();
    },
  };
}

/** How often the copy of the ledger is brought up to date. */
const TAIL_INTERVAL_MS = 1000;

/**
 * When it is, after whole seconds of the steady clock, at which the questions are asked: early enough to be done when
 * they are asked anew, so that they find it fresh and nothing holds them up.
 */
const TAIL_AFTER_BEAT_MS = 700;

function readingOfServer(
  state: SourceState | undefined,
  name: SourceName,
  questions: readonly Question<unknown>[],
  freshMs: number,
): SourceReading | undefined {
  if (state === undefined) return undefined;
  const times = questions
    .filter((question) => question.source === name)
    .map((question) => question.latest()?.asOf)
    .filter((asOf) => asOf !== undefined);
  return {
    up: state.isUp(freshMs),
    asOf: times.length === 0 ? undefined : Math.max(...times),
    lastFailure: state.lastFailure(),
  };
}

function readingOfLedger(ledger: Ledger): SourceReading {
  const { asOf, failure } = ledger.state();
  return { up: ledger.current() !== undefined, asOf, lastFailure: failure };
}
