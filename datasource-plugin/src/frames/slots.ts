import { DataFrameType } from '@grafana/data';
import { t } from '@hubscope/panel-kit/format/t.ts';
import type { Slots } from '@hubscope/exporter/contract';
import { fleetFigures, slotFigures, type Figure } from '../figures/index.ts';
import type { SlotsQuery } from '../types/query.ts';
import { keepRows } from './filters.ts';
import {
  fieldsOf,
  figureColumns,
  flag,
  number,
  text,
  time,
  type Column,
  type Draft,
  type Input,
} from './frame.ts';
import { subjectLabels } from './labels.ts';
import { IN_CELL, inLabel, linksOf } from './links.ts';
import { circuitWords, unlimited } from './mappings.ts';
import { distinctNames } from './names.ts';
import { filterNotices } from './notices.ts';
import { subjectFields } from './subject-fields.ts';

type Row = Slots['providers'][number];

/** Slots of each provider, as a table or as a field for each; or of all of them together. */
export function slotsFrames(input: Input<SlotsQuery, Slots>): Draft[] {
  const { query, answer, context, money } = input;
  if (query.of === 'fleet') return [fleetDraft(input)];
  const found = answer.value;
  const { rows, broken } = keepRows(found?.providers ?? [], query.filters, {
    provider: ({ provider }: Row) => provider.name,
  });
  const common = {
    shows: 'table' as const,
    notices: filterNotices(broken),
    facts:
      found === null ? {} : { count: found.providers.length, ids: rows.map(({ provider }) => provider.id) },
  };
  if (query.form === 'figures') {
    const links = linksOf('provider', inLabel('provider'), context);
    const fields = subjectFields(fieldSubjects(rows), slotFigures, query.figure, money, links);
    return [{ ...common, type: DataFrameType.NumericWide, fields }];
  }
  return [{ ...common, fields: fieldsOf(columnsOf(input), rows) }];
}

function fieldSubjects(rows: readonly Row[]) {
  const names = distinctNames(rows.map(({ provider }) => provider));
  return rows.map((row, index) => ({
    row,
    name: names[index] ?? row.provider.name,
    labels: { provider: row.provider.name },
  }));
}

function columnsOf({ context, money }: Input<SlotsQuery, Slots>): Column<Row>[] {
  const figures = figureColumns(
    slotFigures.map((figure): Figure =>
      figure.name === 'limit' ? { ...figure, config: unlimited() } : figure,
    ),
    money,
  );
  return [
    text('provider', subjectLabels.provider(), ({ provider }) => provider.name, {
      links: linksOf('provider', IN_CELL, context),
    }),
    ...figures,
    text('circuit', t('frames.column.circuit', 'Circuit breaker'), ({ circuit }) => circuit, circuitWords()),
    time('halfOpensAt', t('frames.column.halfOpensAt', 'Half opens'), ({ halfOpensAt }) => halfOpensAt, {
      unit: 'dateTimeFromNow',
    }),
    text('type', t('frames.column.type', 'Type'), ({ provider }) => provider.type),
    text('groups', t('frames.column.groups', 'Groups'), ({ provider }) => provider.groups.join(', ')),
    number('priority', t('frames.column.priority', 'Priority'), ({ provider }) => provider.priority, {
      unit: 'none',
    }),
    flag('enabled', t('frames.column.enabled', 'Enabled'), ({ provider }) => provider.enabled),
  ];
}

/** All limited capacity of enabled providers: row filters do not touch it. */
const fleetDraft = ({ answer, money }: Input<SlotsQuery, Slots>): Draft => ({
  name: t('frames.row.fleet', 'Fleet'),
  shows: 'table',
  fields: fieldsOf(figureColumns(fleetFigures, money), answer.value === null ? [] : [answer.value.fleet]),
});
