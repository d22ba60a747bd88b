import type { Logger } from 'pino';
import type { Heartbeat } from './heartbeat.ts';

/** Logs what changes: a source going or coming back, a question failing, the gateway's shape and zone. */
export function logChanges(heartbeat: Heartbeat, log: Logger): () => void {
  const last = new Map<string, string>();
  const onChange = (subject: string, state: string, tell: (before: string | undefined) => void) => {
    const before = last.get(subject);
    if (before === state) return;
    last.set(subject, state);
    tell(before);
  };
  const look = () => {
    for (const source of ['postgres', 'redis'] as const) {
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
