import { inWords } from '../duration.ts';
import type { Alert, GroupMaker } from '../rule.ts';
import type { Setting } from '../setting.ts';
import { dedent } from '../text.ts';

/** Hubscope itself: whether it can be believed. */
export const hubscopeGroup: GroupMaker = (setting) => ({
  name: 'hubscope-itself',
  recordings: [],
  alerts: [
    exporterDown(setting),
    exporterAbsent(setting),
    sourceDown,
    ledgerBehind(setting),
    ledgerUnequal,
    collectorFailing(setting),
    seriesFolded,
  ],
});

/** The jobs that have a page of metrics now. */
const scraped = 'max by (job) (cch_exporter_build_info)';

function exporterDown({ values }: Setting): Alert {
  const up = `max by (job) (up{job=~"${values.jobs.join('|')}"})`;
  return {
    name: 'HubscopeExporterDown',
    by: ['job'],
    when: `${up} == 0`,
    known: up,
    answered: up,
    summary: 'The exporter of {job} cannot be scraped.',
    unknown: 'The exporter of {job} could not be scraped, and is not even tried any more.',
    description:
      'Nothing new is known of the gateway. Alerts that were firing go on, and no other will fire.',
    condition: 'no exporter of a job can be scraped',
    dashboard: 'hubscope-self',
  };
}

function exporterAbsent({ values }: Setting): Alert {
  return {
    name: 'HubscopeExporterAbsent',
    by: ['job'],
    when: values.jobs.map((job) => `absent(up{job="${job}"})`).join(' or '),
    known: undefined,
    answered: undefined,
    summary: 'Prometheus has no target of the job {job}.',
    unknown: 'Prometheus has no target of the job {job}.',
    description:
      'It was taken out of the configuration, or its discovery fails. No alert of the gateway can fire.',
    condition: 'Prometheus has no target of a job that should be there',
    dashboard: 'hubscope-self',
  };
}

const sourceDown: Alert = {
  name: 'HubscopeSourceDown',
  by: ['job', 'source'],
  when: 'max by (job, source) (cch_up{source!="ledger"}) == 0',
  known: 'max by (job, source) (cch_up{source!="ledger"})',
  answered: scraped,
  summary: "The gateway's {source} does not answer.",
  unknown: "The gateway's {source} did not answer when it was last asked. Nobody can ask it now.",
  description:
    'The gateway needs it, too. What it tells is unknown: alerts about it that were firing go on, and no other will fire.',
  condition: "the gateway's PostgreSQL or Redis does not answer the exporter",
  dashboard: 'hubscope-self',
};

function ledgerBehind({ seconds, values }: Setting): Alert {
  const { behind } = values.alerts.HubscopeLedgerBehind;
  const age = 'time() - max by (job) (cch_data_timestamp_seconds{source="ledger"})';
  return {
    name: 'HubscopeLedgerBehind',
    by: ['job'],
    when: `${age} > ${seconds(behind)}`,
    known: age,
    // With LEDGER_ENGINE=postgres there is no copy.
    answered: dedent(`
      (
          max by (job) (cch_data_timestamp_seconds{source="ledger"})
        or
          (${scraped} unless on (job) cch_up{source="ledger"})
      )
    `),
    summary: "Hubscope's copy of the ledger is {value:duration} behind.",
    unknown: "Hubscope's copy of the ledger was behind when its age was last known. It is not known now.",
    description: 'Counters stand still, so that alerts about errors, waiting, traffic and cost are blind.',
    condition: `the newest figures of the copy of the ledger are older than ${inWords(behind)}`,
    dashboard: 'hubscope-self',
  };
}

const ledgerUnequal: Alert = {
  name: 'HubscopeLedgerUnequal',
  by: ['job'],
  when: 'max by (job) (cch_ledger_mismatch_rows) > 0',
  known: 'max by (job) (cch_ledger_mismatch_rows)',
  answered: 'max by (job) (cch_ledger_mismatch_rows)',
  summary: "{value:count} rows of Hubscope's copy differed from the gateway's ledger, and were mended.",
  unknown:
    "Rows of Hubscope's copy differed from the gateway's ledger. It has not been compared again since.",
  description: 'Until then some figure was wrong.',
  condition:
    'the last whole comparison of the copy with the ledger found rows older than five minutes that differed',
  dashboard: 'hubscope-self',
};

function collectorFailing({ values }: Setting): Alert {
  // What a gateway in high concurrency mode does not keep cannot be collected.
  const success = dedent(`
      max by (job, collector) (cch_exporter_collector_success)
    unless on (job, collector)
      (
          max by (job, collector) (cch_exporter_collector_success{collector=~"concurrent_sessions|provider_slots"})
        and on (job)
          cch_gateway_info{high_concurrency_mode="true"}
      )
  `);
  return {
    name: 'HubscopeCollectorFailing',
    by: ['job', 'collector'],
    when: `(\n${success}\n) == 0`,
    known: `(\n${success}\n)`,
    answered: scraped,
    summary: "Hubscope's collector {collector} fails.",
    unknown: "Hubscope's collector {collector} was failing. It is not known whether it still does.",
    description: `For ${inWords(values.alerts.HubscopeCollectorFailing.for)} every attempt has failed. The exporter's /api/v1/health says why.`,
    condition: 'every attempt of a collector fails',
    dashboard: 'hubscope-self',
  };
}

const seriesFolded: Alert = {
  name: 'HubscopeSeriesFolded',
  by: ['job'],
  when: 'max by (job) (cch_exporter_series_folded) > 0',
  known: 'max by (job) (cch_exporter_series_folded)',
  answered: scraped,
  summary: '{value:count} names have no series of their own.',
  unknown: 'There were names without series of their own. It is not known whether there still are.',
  description: 'Counters count them as "other", gauges leave them out: no alert can name them.',
  condition: 'names of providers, models, users or keys are more than MAX_..._SERIES allows',
  dashboard: 'hubscope-self',
};
