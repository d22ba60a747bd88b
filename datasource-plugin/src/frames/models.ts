import { DataFrameType } from '@grafana/data';
import { t } from '@hubscope/panel-kit/format/t.ts';
import type { Models } from '@hubscope/exporter/contract';
import { modelFigures } from '../figures/index.ts';
import type { ModelsQuery } from '../types/query.ts';
import { keepRows } from './filters.ts';
import { fieldsOf, figureColumns, text, type Draft, type Input } from './frame.ts';
import { subjectLabels, unknownModel } from './labels.ts';
import { IN_CELL, inLabel, linksOf } from './links.ts';
import { distinctNames } from './names.ts';
import { filterNotices, foldNotices } from './notices.ts';
import { subjectFields } from './subject-fields.ts';

/** A model, or all others as one (null). */
type Row = Omit<Models['models'][number], 'model'> & { model: string | null };

/** How requests are spread over models: a row for each, or a field for each with one figure. */
export function modelsFrames({ query, answer, context, money }: Input<ModelsQuery, Models>): Draft[] {
  const found = answer.value;
  const { rows, broken } = keepRows(found === null ? [] : rowsOf(found), query.filters, {
    model: ({ model }: Row) => model,
  });
  const models = found?.other.models ?? 0;
  const otherName =
    models === 0
      ? unknownModel()
      : t('frames.row.otherModels', '', {
          count: models,
          defaultValue_one: 'Others ({{count}} model)',
          defaultValue_other: 'Others ({{count}} models)',
        });
  const nameOf = ({ model }: Row) => model ?? otherName;
  const asFigures = query.form === 'figures';
  return [
    {
      shows: 'table',
      ...(asFigures ? { type: DataFrameType.NumericWide } : {}),
      fields: asFigures
        ? subjectFields(
            fieldSubjects(rows, nameOf),
            modelFigures,
            query.figure,
            money,
            linksOf('model', inLabel('model'), context),
          )
        : fieldsOf(
            [
              text('model', subjectLabels.model(), nameOf, { links: linksOf('model', IN_CELL, context) }),
              ...figureColumns(modelFigures, money),
            ],
            rows,
          ),
      notices: [
        ...filterNotices(broken),
        ...(found === null ? [] : foldNotices(found.models.length, found.models.length + found.other.models)),
      ],
      facts:
        found === null
          ? {}
          : {
              engine: found.engine,
              span: found.span,
              count: found.models.length + found.other.models,
              ...(rows.some(({ model }) => model === null) ? { rest: 1 } : {}),
            },
    },
  ];
}

/** `other` is at the end, and only when there is anything in it. */
const rowsOf = ({ models, other }: Models): Row[] =>
  other.models === 0 && other.requests === 0 ? models : [...models, { ...other, model: null }];

function fieldSubjects(rows: readonly Row[], nameOf: (row: Row) => string) {
  const names = distinctNames(rows.map((row) => ({ id: row.model ?? 'other', name: nameOf(row) })));
  return rows.map((row, index) => ({ row, name: names[index] ?? '', labels: { model: nameOf(row) } }));
}
