import React from 'react';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { EditorRow } from '@grafana/plugin-ui';
import { modelFigures } from '../../figures/index.ts';
import type { Period, Variable } from '../../types/query.ts';
import { Limit } from '../fields/Limit.tsx';
import { OneOf } from '../fields/OneOf.tsx';
import { FormFields } from './FormFields.tsx';
import { mostRows } from './new-query.ts';
import { variablesOf, type TypeEditorProps } from './query-types.ts';
import { figureOptions, optionsOf, periodWords } from './words.ts';

/** The exporter's own. */
const DEFAULT_MODELS = 10;

/** How requests are spread over models: over what, and how many models by name. */
export function ModelsEditor({ query, onCommit, datasource }: TypeEditorProps<'models'>) {
  const variables = variablesOf(datasource);
  return (
    <EditorRow>
      <OneOf<Period | Variable>
        label={t('query.period.label', 'Period')}
        value={query.period}
        options={optionsOf(periodWords())}
        variables={variables}
        onCommit={(period) => {
          onCommit({ period });
        }}
      />
      <Limit
        label={t('query.models-limit.label', 'Most models')}
        tooltip={t('query.models-limit.help', 'The rest are added up as one')}
        value={query.limit}
        most={mostRows.models}
        placeholder={String(DEFAULT_MODELS)}
        variables={variables}
        onCommit={(limit) => {
          onCommit({ limit });
        }}
      />
      <FormFields
        form={query.form}
        figure={query.figure}
        options={figureOptions(modelFigures)}
        onCommit={onCommit}
      />
    </EditorRow>
  );
}
