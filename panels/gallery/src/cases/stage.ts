import { FieldType, LoadingState, toDataFrame, type DataFrame } from '@grafana/data';
import type { Answer, Sources } from '@hubscope/exporter/contract';
import { framesFor, unknown } from '../answers/answer.ts';
import { away, ledger, sourcesAt, yuan } from '../answers/sources.ts';
import type { Case, Exhibit } from '../exhibit.ts';

const framesOf = (answer: Answer<unknown>): DataFrame[] => framesFor({ queryType: 'sources' }, answer);
const changed = (change: Partial<Sources>): DataFrame[] => framesOf(sourcesAt(0, change));

/** Controls stay where a picture is taken, and one field is enough. */
const still = { heading: 'CC Hub', subtitle: 'Gateway wall', idleSeconds: 0, field: false };
const wall = { width: 1864, height: 64, options: { ...still, density: 'wall' } };
const quiet = { ...wall, options: { ...wall.options, controls: false } };
const laptop = { width: 1180, height: 64, options: { ...still, density: 'bento' } };
const foot = { width: 1864, height: 30, options: { part: 'footer', density: 'wall' } };

const without = (
  { value, ...answer }: Answer<Sources>,
  change: Partial<Answer<Sources>>,
): Answer<Sources> => ({
  ...answer,
  ...change,
  value,
});

const cases: Case[] = [
  { name: 'wall', ...quiet, series: framesOf(sourcesAt(0)) },
  { name: 'wall-controls', ...wall, series: framesOf(sourcesAt(0)) },
  { name: 'field', ...wall, options: { ...wall.options, field: true }, series: framesOf(sourcesAt(0)) },
  {
    name: 'redis-down',
    ...quiet,
    series: changed({ redis: away(136, 'Redis does not answer since 14:29:51: connection refused.') }),
  },
  {
    name: 'postgres-down',
    ...quiet,
    series: changed({
      postgres: away(38, 'PostgreSQL does not answer since 14:31:29: connection refused.'),
      ...ledger({ state: 'down', reason: 'it is catching up', asOf: away(38, '').asOf }),
    }),
  },
  { name: 'ledger-loading', ...quiet, series: changed(ledger({ loadRatio: 0.634, mismatchRows: null })) },
  { name: 'ledger-different', ...quiet, series: changed(ledger({ mismatchRows: 12 })) },
  { name: 'no-data', ...wall, series: [] },
  { name: 'loading', ...quiet, series: [], state: LoadingState.Loading },
  {
    name: 'failed',
    ...quiet,
    series: framesOf(sourcesAt(0)),
    state: LoadingState.Error,
    error: 'Grafana cannot reach the exporter: it is away, or its address is wrong.',
  },
  {
    name: 'prometheus',
    ...quiet,
    series: ['postgres', 'redis', 'ledger'].map((source) =>
      toDataFrame({
        fields: [
          { name: 'time', type: FieldType.time, values: [0] },
          {
            name: 'value',
            type: FieldType.number,
            labels: { source },
            values: [source === 'redis' ? 0 : 1],
          },
        ],
      }),
    ),
  },
  { name: 'missing', ...quiet, series: [toDataFrame({ fields: [{ name: 'value', values: [1] }] })] },
  { name: 'laptop', ...laptop, series: framesOf(sourcesAt(0)) },
  { name: 'narrow', ...laptop, width: 640, series: framesOf(sourcesAt(0)) },
  { name: 'phone', ...laptop, width: 360, series: changed({ redis: away(5, 'connection refused') }) },
  { name: 'low', ...laptop, width: 900, height: 30, series: framesOf(sourcesAt(0)) },
  { name: 'tile', width: 200, height: 120, options: still, series: framesOf(sourcesAt(0)) },
  { name: 'card', width: 480, height: 260, options: still, series: framesOf(sourcesAt(0)) },
  {
    name: 'card-wall',
    width: 900,
    height: 300,
    options: { ...still, density: 'wall' },
    series: changed({ redis: away(5, 'connection refused') }),
  },
  { name: 'footer', ...foot, series: framesOf(sourcesAt(0)) },
  {
    name: 'footer-rate',
    ...foot,
    series: framesOf(without(sourcesAt(0), { currency: yuan, names: 'pseudonym' })),
  },
  {
    name: 'footer-differences',
    ...foot,
    series: framesOf(without(sourcesAt(0, ledger({ mismatchRows: 12 })), { names: 'real' })),
  },
  {
    name: 'footer-unknown',
    ...foot,
    series: framesOf(unknown('The exporter has not seen the gateway yet.')),
  },
  { name: 'footer-no-data', ...foot, series: [] },
  {
    name: 'footer-laptop',
    ...foot,
    width: 760,
    options: { part: 'footer', density: 'bento' },
    series: framesOf(sourcesAt(0)),
  },
  {
    name: 'footer-tile',
    width: 200,
    height: 120,
    options: { part: 'footer' },
    series: framesOf(without(sourcesAt(0), { currency: yuan })),
  },
];

export const stage: Exhibit = {
  name: 'stage',
  load: () => import('../../../stage/src/module.ts'),
  cases,
  live: (tick) => framesOf(sourcesAt(tick)),
};
