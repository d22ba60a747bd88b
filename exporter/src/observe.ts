import type { Logger } from 'pino';
import { sourceNames, type Heartbeat } from './heartbeat.ts';
import type { Ledger } from './ledger/keeper.ts';

/** Calls `tell` when the state of a subject is another than last time; `before` is undefined the first time. */
type OnChange = (subject: string, state: string, tell: (before: string | undefined) => void) => void;

/** Logs what changes: a source going or coming back, a question failing, the gateway's shape and zone. */
export function logChanges(heartbeat: Heartbeat, log: Logger): () => void {
  const last = new Map<string, string>();
  const onChange: OnChange = (subject, state, tell) => {
    const before = last.get(subject);
    if (before === state) return;
    last.set(subject, state);
    tell(before);
  };
  const look = () => {
    for (const source of sourceNames) {
      const reading = heartbeat.source(source);
      if (reading === undefined) continue;
      onChange(source, String(reading.up), () => {
        if (reading.up) log.info({ source }, 'source answers');
        else log.warn({ source, reason: reading.lastFailure?.detail }, 'source does not answer');
      });
    }
    for (const question of Object.values(heartbeat.questions)) {
      if (heartbeat.source(question.source) === undefined) continue;
      const answer = question.answer();
      const reason = answer.quality === 'unknown' ? answer.failure.detail : '';
      onChange(question.name, reason, (before) => {
        if (reason !== '') log.warn({ question: question.name, reason }, 'figure is unknown');
        else if (before !== undefined) log.info({ question: question.name }, 'figure is known again');
      });
    }
    if (heartbeat.ledger !== undefined) observeLedger(heartbeat.ledger, log, onChange);
    const breakers = heartbeat.questions.breakerChanges.latest()?.value;
    onChange('breaker changes', breakers?.problem ?? '', () => {
      if (breakers?.problem) log.warn({ reason: breakers.problem }, 'changes of breakers');
    });
    const gateway = heartbeat.questions.gateway.latest()?.value;
    if (gateway === undefined) return;
    const { schema, timezone } = gateway;
    const { missing, denied, shape } = schema;
    onChange('schema', JSON.stringify([shape, missing, denied]), () => {
      log.info({ schema: shape, missingColumns: missing, deniedColumns: denied }, 'gateway found');
    });
    onChange('timezone', JSON.stringify(timezone), () => {
      if (timezone.rejected === undefined) log.info({ timezone: timezone.name }, 'days are reckoned in');
      else log.warn({ ...timezone }, "the zone in the gateway's settings is no zone; TZ is used instead");
    });
  };
  void heartbeat.firstBeat.then(look);
  const timer = setInterval(look, 1000);
  timer.unref();
  return () => {
    clearInterval(timer);
  };
}

/** One line when the load has lasted long enough to say how long it will take, and one when it is done. */
function observeLedger(ledger: Ledger, log: Logger, onChange: OnChange): void {
  const { store, problem, rows, loadRatio, loadSecondsLeft } = ledger.state();
  onChange('ledger problem', problem?.detail ?? '', () => {
    if (problem !== undefined) log.warn({ reason: problem.detail, store }, 'the copy of the ledger');
  });
  const stage = loadRatio === 1 ? 'done' : loadSecondsLeft === undefined ? '' : 'loading';
  if (stage === '') return;
  onChange('ledger load', stage, () => {
    if (stage === 'done') log.info({ store, rows }, 'the ledger is copied');
    else {
      const percent = Math.floor(100 * (loadRatio ?? 0));
      log.info({ store, percent, secondsLeft: Math.ceil(loadSecondsLeft ?? 0) }, 'copying the ledger');
    }
  });
}
