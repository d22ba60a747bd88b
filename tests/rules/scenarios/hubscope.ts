import type { Firing, Scenario } from '../promtool.ts';
import { healthy, series, success } from './healthy.ts';

const job = { job: 'hubscope' };

const down: Firing = {
  alert: 'HubscopeExporterDown',
  labels: job,
  summary: 'The exporter of hubscope cannot be scraped.',
  value: 0,
};
const sourceDown: Firing = {
  alert: 'HubscopeSourceDown',
  labels: { ...job, source: 'postgres' },
  summary: "The gateway's postgres does not answer.",
  value: 0,
};

export const hubscopeScenarios: Scenario[] = [
  {
    name: 'the exporter ends; then its target is taken away',
    series: { [series('up')]: '1x4 0x15 stale' },
    firing: {
      '2m': [],
      '9m': [down],
      '20m': [
        {
          ...down,
          summary: 'The exporter of hubscope could not be scraped, and is not even tried any more.',
          value: undefined,
        },
        {
          alert: 'HubscopeExporterAbsent',
          labels: job,
          summary: 'Prometheus has no target of the job hubscope.',
          value: 1,
        },
      ],
    },
  },
  {
    name: 'one of two exporters ends',
    series: { ...healthy(40), [series('up')]: '0x40', 'up{job="hubscope",instance="second"}': '1x40' },
    firing: { '15m': [] },
  },
  {
    name: 'a source goes away, then the exporter',
    series: {
      ...healthy(19),
      [series('cch_up', 'source="postgres"')]: '1x4 0x15 stale',
      [series('cch_exporter_build_info', 'version="0.1.0"')]: '1x19 stale',
      [series('up')]: '1x19 0x40',
    },
    firing: {
      '2m': [],
      '8m': [sourceDown],
      '20m': [
        {
          ...sourceDown,
          summary: "The gateway's postgres did not answer when it was last asked. Nobody can ask it now.",
          value: undefined,
        },
        down,
      ],
    },
  },
  {
    name: 'the copy of the ledger stands still; one that is not kept at all cannot',
    series: {
      ...healthy(40),
      [series('cch_data_timestamp_seconds', 'source="ledger"')]: '0+30x4 120x36',
      'cch_exporter_build_info{job="without",version="0.1.0"}': '1x40',
    },
    firing: {
      '5m': [],
      '12m': [
        {
          alert: 'HubscopeLedgerBehind',
          labels: job,
          summary: "Hubscope's copy of the ledger is 10m 0s behind.",
          value: 600,
        },
      ],
    },
  },
  {
    name: 'rows differed; the exporter restarts and has not compared anything since',
    series: {
      ...healthy(80),
      [series('cch_ledger_mismatch_rows')]: '0x4 3x15 stale _x20 0x40',
    },
    firing: {
      '2m': [],
      '9m': [
        {
          alert: 'HubscopeLedgerUnequal',
          labels: job,
          summary: "3 rows of Hubscope's copy differed from the gateway's ledger, and were mended.",
          value: 3,
        },
      ],
      '18m': [
        {
          alert: 'HubscopeLedgerUnequal',
          labels: job,
          summary:
            "Rows of Hubscope's copy differed from the gateway's ledger. It has not been compared again since.",
          value: undefined,
        },
      ],
      '30m': [],
    },
  },
  {
    name: 'a collector fails, and works again',
    series: { ...healthy(80), [success('user_quotas')]: '1x4 0x40 1x30' },
    firing: {
      '8m': [],
      '20m': [
        {
          alert: 'HubscopeCollectorFailing',
          labels: { ...job, collector: 'user_quotas' },
          summary: "Hubscope's collector user_quotas fails.",
          value: 0,
        },
      ],
      '35m': [],
    },
  },
  {
    name: 'more models than series',
    series: {
      ...healthy(80),
      [series('cch_exporter_series_folded', 'family="cch_tokens_total"')]: '0x4 7x70',
    },
    firing: {
      '10m': [],
      '30m': [
        {
          alert: 'HubscopeSeriesFolded',
          labels: job,
          summary: '7 names have no series of their own.',
          value: 7,
        },
      ],
    },
  },
];
