import { t } from '@hubscope/panel-kit/format/t.ts';
import type { Sources } from '@hubscope/exporter/contract';
import type { SourcesQuery } from '../types/query.ts';
import { fieldsOf, number, text, time, type Column, type Draft, type Input } from './frame.ts';
import { sourceStateWords, sourceWords } from './mappings.ts';

/** A source, and what only the copy of the ledger has. */
type Row = { name: keyof Sources } & Sources['postgres'] & Partial<Sources['ledger']>;

/** A row for each source; none while the exporter itself does not know. */
export function sourcesFrames({ answer: { value } }: Input<SourcesQuery, Sources>): Draft[] {
  const rows: Row[] =
    value === null
      ? []
      : [
          { name: 'postgres', ...value.postgres },
          { name: 'redis', ...value.redis },
          { name: 'ledger', ...value.ledger },
        ];
  return [{ shows: 'table', fields: fieldsOf(columns(), rows) }];
}

const columns = (): Column<Row>[] => [
  text('source', t('frames.column.source', 'Source'), ({ name }) => name, sourceWords()),
  text('state', t('frames.column.state', 'State'), ({ state }) => state, sourceStateWords()),
  text('reason', t('frames.column.reason', 'Reason'), ({ reason }) => reason),
  time('asOf', t('frames.column.asOf', 'As of'), ({ asOf }) => asOf),
  number('rows', t('frames.column.rows', 'Rows'), ({ rows }) => rows ?? null, { unit: 'locale' }),
  number(
    'mismatchRows',
    t('frames.column.mismatchRows', 'Differences'),
    ({ mismatchRows }) => mismatchRows ?? null,
    { unit: 'locale' },
  ),
  number('loadRatio', t('frames.column.loadRatio', 'Loaded'), ({ loadRatio }) => loadRatio ?? null, {
    unit: 'percentunit',
    decimals: 0,
  }),
];
