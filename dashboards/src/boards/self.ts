import { VariableHide } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Board } from '../kit/board.ts';
import { series, timeline } from '../kit/core.ts';
import { hues } from '../kit/fields.ts';
import { across, down, evenly, heading, place } from '../kit/grid.ts';
import { uids } from '../kit/links.ts';
import { metric, stage } from '../kit/panels.ts';
import { ask, promql } from '../kit/queries.ts';
import { hubscopeVariable, prometheusVariable, provisioned } from '../kit/sources.ts';

/** What Prometheus itself notes of its scrapes of the exporter. */
const JOB = '{job="hubscope"}';

/** Against the moment of the scrape: that of the query is up to a scrape interval later. */
const AGE = 'timestamp(cch_data_timestamp_seconds) - cch_data_timestamp_seconds';

const figures = evenly(
  4,
  metric(
    {
      description: 'Age of the oldest source. A few seconds are right.',
      targets: [promql(`max(${AGE})`)],
      shown: { unit: 's', decimals: 1, min: 0, levels: ['green', [15, 'orange'], [60, 'red']] },
    },
    { label: 'Age of the data', hue: 'violet', change: false },
  ),
  metric(
    {
      description:
        'Rows in which the last whole comparison found the copy different from the ledger. They are mended by then.',
      targets: [promql('max(cch_ledger_mismatch_rows)')],
      shown: { unit: 'locale', decimals: 0, min: 0, levels: ['green', [1, 'orange']] },
    },
    { label: 'Differences to the ledger', hue: 'green', change: false },
  ),
  metric(
    {
      description:
        'Share of the ledger that has been copied. Until it is whole, older figures come from PostgreSQL.',
      targets: [promql('min(cch_ledger_load_ratio)')],
      shown: { unit: 'percentunit', decimals: 0, min: 0, max: 1, levels: ['orange', [1, 'green']] },
    },
    { label: 'Ledger loaded', hue: 'green', change: false },
  ),
  metric(
    {
      description: 'Rows in the copy of the ledger.',
      targets: [promql('max(cch_ledger_rows)')],
      shown: { unit: 'locale', decimals: 0, min: 0 },
    },
    { label: 'Ledger rows', hue: 'blue', change: false },
  ),
  metric(
    {
      description: 'How long Prometheus waited for the metrics.',
      targets: [promql(`max(scrape_duration_seconds${JOB})`)],
      shown: { unit: 's', min: 0, levels: ['green', [1, 'orange'], [5, 'red']] },
    },
    { label: 'Scrape', hue: 'violet', change: false },
  ),
  metric(
    {
      description: 'Cores that the exporters use together.',
      targets: [promql(`sum(rate(process_cpu_seconds_total${JOB}[5m]))`)],
      shown: { unit: 'suffix: cores', decimals: 2, min: 0 },
    },
    { label: 'Processor', hue: 'cyan', change: false },
  ),
);

const sources = across(
  place(
    12,
    8,
    timeline(
      {
        title: 'Sources',
        description: 'Whether PostgreSQL, Redis and the copy of the ledger answer.',
        targets: [promql('max by (source) (cch_up)', { legend: '{{source}}' })],
      },
      {
        unit: 'short',
        values: [
          { value: 0, text: 'Down', colour: hues.errors },
          { value: 1, text: 'Up', colour: hues.good },
        ],
      },
    ),
  ),
  place(
    12,
    8,
    series(
      {
        title: 'Age of the data by source',
        description: 'Seconds since the newest figures that each source gave.',
        targets: [promql(`max by (source) (${AGE})`, { legend: '{{source}}' })],
      },
      { unit: 's', min: 0, calculations: ['lastNotNull', 'max'] },
    ),
  ),
);

const collectors = across(
  place(
    12,
    9,
    series(
      {
        title: 'Cost of questions',
        description:
          'How long the last attempt of each collector took: what watching costs the gateway’s servers.',
        targets: [
          promql('max by (collector) (cch_exporter_collector_duration_seconds)', {
            legend: '{{collector}}',
          }),
        ],
      },
      { unit: 's', min: 0, calculations: ['mean', 'max'], legend: 'right' },
    ),
  ),
  place(
    12,
    9,
    timeline(
      {
        title: 'Collectors',
        description: 'Whether the last attempt of each collector succeeded.',
        targets: [promql('min by (collector) (cch_exporter_collector_success)', { legend: '{{collector}}' })],
      },
      {
        unit: 'short',
        values: [
          { value: 0, text: 'Failed', colour: hues.errors },
          { value: 1, text: 'Succeeded', colour: hues.good },
        ],
      },
    ),
  ),
);

const scrapes = evenly(
  8,
  series(
    {
      title: 'Scrapes',
      description: 'How long Prometheus waited for the metrics of each exporter.',
      targets: [promql(`scrape_duration_seconds${JOB}`, { legend: '{{instance}}' })],
    },
    { unit: 's', min: 0, calculations: ['mean', 'max'] },
  ),
  series(
    {
      title: 'Series',
      description:
        'Samples of each scrape, and names that were folded into "other" because of the MAX_… settings.',
      targets: [
        promql(`max(scrape_samples_scraped${JOB})`, { legend: 'Samples' }),
        promql('sum(max by (family) (cch_exporter_series_folded))', { refId: 'B', legend: 'Folded' }),
      ],
    },
    {
      unit: 'short',
      min: 0,
      colours: { Samples: hues.requests, Folded: hues.warning },
      calculations: ['lastNotNull'],
    },
  ),
  series(
    {
      title: 'Ledger',
      description: 'Rows in the copy of the ledger.',
      targets: [promql('max(cch_ledger_rows)', { legend: 'Rows' })],
    },
    { unit: 'locale', colours: { Rows: hues.requests }, calculations: ['lastNotNull'] },
  ),
);

const own = evenly(
  8,
  series(
    {
      title: 'Processor',
      description: 'Cores that the exporter uses.',
      targets: [
        promql(`rate(process_cpu_seconds_total${JOB}[$__rate_interval])`, { legend: '{{instance}}' }),
      ],
    },
    { unit: 'none', decimals: 2, min: 0, calculations: ['mean', 'max'] },
  ),
  series(
    {
      title: 'Memory',
      description:
        'Memory of the exporter: all of it, and what JavaScript has of it. The rest is mostly the copy of the ledger, capped by LEDGER_MEMORY.',
      targets: [
        promql(`max(process_resident_memory_bytes${JOB})`, { legend: 'All' }),
        promql(`max(nodejs_heap_size_used_bytes${JOB})`, { refId: 'B', legend: 'JavaScript' }),
      ],
    },
    {
      unit: 'bytes',
      min: 0,
      colours: { All: hues.requests, JavaScript: hues.latency },
      calculations: ['lastNotNull', 'max'],
    },
  ),
  series(
    {
      title: 'Event loop',
      description:
        'Delay of the event loop, at its 99th percentile: how late the exporter is at whatever it does.',
      targets: [promql(`nodejs_eventloop_lag_p99_seconds${JOB}`, { legend: '{{instance}}' })],
    },
    { unit: 's', min: 0, calculations: ['mean', 'max'] },
  ),
);

/** Hubscope itself. */
export const self: Board = {
  uid: uids.self,
  title: 'Hubscope itself',
  description: 'How old the figures are, whether the copy equals the ledger, and what watching costs.',
  tags: ['operations'],
  from: 'now-3h',
  refresh: '30s',
  variables: [hubscopeVariable(provisioned.hubscope, VariableHide.InControlsMenu), prometheusVariable()],
  body: down(
    place(
      24,
      2,
      stage(
        {
          description: 'State of the sources, and what the figures mean.',
          targets: [ask({ queryType: 'sources' })],
        },
        { part: 'header', field: false, controls: false, watchdog: 'off' },
      ),
    ),
    figures,
    heading('Data'),
    sources,
    collectors,
    heading('Load'),
    scrapes,
    own,
  ),
};
