import type { Answer } from '../answers.ts';
import type {
  Health,
  IdentityHealth,
  LedgerHealth,
  QuestionHealth,
  SourceHealth,
} from '../contract/index.ts';
import type { Heartbeat } from '../heartbeat.ts';
import { version } from '../version.ts';

/** What answers, what was found of the gateway, and how fresh every answer is. */
export function health(heartbeat: Heartbeat, identity: IdentityHealth): Health {
  const sources = { postgres: sourceHealth(heartbeat, 'postgres'), redis: sourceHealth(heartbeat, 'redis') };
  const ledger = ledgerHealth(heartbeat);
  const states = { ...sources, ledger };
  const questions = Object.fromEntries(
    Object.values(heartbeat.questions)
      .filter(({ source }) => states[source].state !== 'not-configured')
      .map((question) => [question.name, questionHealth(question.answer())]),
  );
  const fine =
    Object.values(states).every(({ state }) => state !== 'down') &&
    identity.keys !== 'unverifiable' &&
    identity.mappingProblem === null &&
    Object.values(questions).every(({ quality }) => quality === 'fresh');
  return {
    status: fine ? 'ok' : 'degraded',
    version,
    sources,
    ledger,
    identity,
    questions,
    gateway: found(heartbeat),
  };
}

const isoInstant = (ms: number) => new Date(ms).toISOString();

/** Whether a server answers. */
export function sourceHealth(heartbeat: Heartbeat, name: 'postgres' | 'redis'): SourceHealth {
  const reading = heartbeat.source(name);
  if (reading === undefined) return { state: 'not-configured', reason: null, asOf: null };
  return {
    state: reading.up ? 'up' : 'down',
    reason: reading.up ? null : (reading.lastFailure?.detail ?? 'it has not answered a question lately'),
    asOf: reading.asOf === undefined ? null : isoInstant(reading.asOf),
  };
}

/** How the copy of the ledger is. */
export function ledgerHealth({ source, ledger }: Heartbeat): LedgerHealth {
  const reading = source('ledger');
  const state = ledger?.state();
  const { asOf } = reading ?? {};
  return {
    state: reading === undefined ? 'not-configured' : reading.up ? 'up' : 'down',
    reason: reading === undefined || reading.up ? null : (reading.lastFailure?.detail ?? 'it is catching up'),
    asOf: asOf === undefined ? null : isoInstant(asOf),
    store: state?.store ?? null,
    problem: state?.problem?.detail ?? null,
    rows: state?.rows ?? null,
    loadRatio: state?.loadRatio ?? null,
    loadSecondsLeft: state?.loadSecondsLeft ?? null,
    mismatchRows: state?.mismatches ?? null,
  };
}

function questionHealth(answer: Answer<unknown>): QuestionHealth {
  if (answer.quality === 'unknown') {
    return { quality: 'unknown', asOf: null, ageSeconds: null, reason: answer.failure.detail };
  }
  const { quality, asOf, ageMs } = answer;
  return { quality, asOf: isoInstant(asOf), ageSeconds: ageMs / 1000, reason: null };
}

function found(heartbeat: Heartbeat): Health['gateway'] {
  const gateway = heartbeat.questions.gateway.latest()?.value;
  if (gateway === undefined) return null;
  const { schema, timezone, directory } = gateway;
  return {
    schema: schema.shape,
    missingColumns: schema.missing,
    deniedColumns: schema.denied,
    timezone: timezone.name,
    timezoneSource: timezone.source,
    rejectedTimezone: timezone.rejected ?? null,
    currency: directory.settings.currency,
    highConcurrencyMode: directory.settings.highConcurrencyMode,
  };
}
