import type { Answer } from '../answers.ts';
import { sourceNames, type Heartbeat } from '../heartbeat.ts';
import type { Gateway } from '../shared-questions.ts';
import { single, type Collected } from './collect.ts';

/** Whether each configured source answers, and how new its figures are. */
export function collectSources(heartbeat: Heartbeat): Collected {
  const readings = sourceNames.flatMap((source) => {
    const reading = heartbeat.source(source);
    return reading === undefined ? [] : [{ labels: { source }, ...reading }];
  });
  return {
    cch_up: readings.map(({ labels, up }) => ({ labels, value: Number(up) })),
    cch_data_timestamp_seconds: readings.flatMap(({ labels, asOf }) =>
      asOf === undefined ? [] : [{ labels, value: asOf / 1000 }],
    ),
  };
}

/** How the copy of the ledger fares. */
export function collectLedger(heartbeat: Heartbeat): Collected {
  const state = heartbeat.ledger?.state();
  return {
    cch_ledger_rows: single(state?.rows),
    cch_ledger_load_ratio: single(state?.loadRatio),
    cch_ledger_mismatch_rows: single(state?.mismatches),
  };
}

/** What was found of the gateway. */
export function collectGateway(answer: Answer<Gateway>): Collected {
  if (answer.quality === 'unknown') return {};
  const { schema, timezone, directory } = answer.value;
  const labels = {
    schema: schema.shape,
    timezone: timezone.name,
    timezone_source: timezone.source === 'TZ' ? 'environment' : 'gateway',
    currency: directory.settings.currency,
    billing_model_source: directory.settings.billingModelSource,
    high_concurrency_mode: String(directory.settings.highConcurrencyMode),
  };
  return { cch_gateway_info: [{ labels, value: 1 }] };
}

/** How the last attempt of each collector went; nothing for one that has not ended its first. */
export function collectAttempts(heartbeat: Heartbeat): Collected {
  const attempts = Object.values(heartbeat.questions).flatMap((question) => {
    const attempt = question.lastAttempt();
    const configured = heartbeat.source(question.source) !== undefined;
    return attempt === undefined || !configured ? [] : [{ labels: { collector: question.name }, ...attempt }];
  });
  return {
    cch_exporter_collector_duration_seconds: attempts.map(({ labels, seconds }) => ({
      labels,
      value: seconds,
    })),
    cch_exporter_collector_success: attempts.map(({ labels, succeeded }) => ({
      labels,
      value: Number(succeeded),
    })),
  };
}
