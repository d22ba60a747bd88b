import React from 'react';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { EditorRow } from '@grafana/plugin-ui';
import type { Range, Step, Variable } from '../../types/query.ts';
import { Limit } from '../fields/Limit.tsx';
import { OneOf } from '../fields/OneOf.tsx';
import { OneUser } from '../fields/OneUser.tsx';
import { Radio } from '../fields/Radio.tsx';
import { Toggle } from '../fields/Toggle.tsx';
import { mostRows } from './new-query.ts';
import { hasVariable, variablesOf, type TypeEditorProps } from './query-types.ts';
import { UsageFigures } from './UsageFigures.tsx';
import { modeWords, optionsOf, rangeWords, shapeWords, stepOptions } from './words.ts';

/** Usage over time: of whom, over what, in which buckets. */
export function StatisticsEditor({ query, onCommit, datasource }: TypeEditorProps<'statistics'>) {
  const {
    range,
    step = 'auto',
    mode = 'auto',
    daysEarlier = 0,
    ofUser,
    figures,
    limit,
    shape = 'wide',
  } = query;
  const variables = variablesOf(datasource);
  return (
    <>
      <EditorRow>
        <UsageFigures
          figures={figures}
          onCommit={(chosen) => {
            onCommit({ figures: chosen });
          }}
        />
        <OneOf<Range | Variable>
          label={t('query.period.label', 'Period')}
          value={range}
          options={optionsOf(rangeWords())}
          variables={variables}
          onCommit={(chosen) => {
            onCommit({ range: chosen });
          }}
        />
        {(range === 'dashboard' || hasVariable(range)) && (
          <OneOf<Step | Variable>
            label={t('query.step.label', 'Step')}
            tooltip={t(
              'query.step.help',
              "Days, weeks and months are the gateway's. Automatic suits the range and the panel.",
            )}
            value={step}
            options={stepOptions()}
            variables={variables}
            width={16}
            onCommit={(chosen) => {
              onCommit({ step: chosen });
            }}
          />
        )}
        {(range === 'dashboard' || hasVariable(range)) && (
          <Toggle
            label={t('query.day-before.label', 'The day before')}
            tooltip={t('query.day-before.help', 'The same time a day earlier, to compare with')}
            value={daysEarlier > 0}
            onCommit={(isEarlier) => {
              onCommit({ daysEarlier: isEarlier ? 1 : undefined });
            }}
          />
        )}
      </EditorRow>
      <EditorRow>
        {ofUser === undefined && (
          <OneOf
            label={t('query.mode.label', 'Lines')}
            value={mode}
            options={optionsOf(modeWords())}
            width={40}
            onCommit={(chosen) => {
              onCommit({ mode: chosen });
            }}
          />
        )}
        <OneUser
          datasource={datasource}
          value={ofUser}
          onCommit={(user) => {
            onCommit({ ofUser: user });
          }}
        />
        <Limit
          label={t('query.lines.label', 'Most lines')}
          tooltip={t('query.lines.help', 'The rest are added up as one line')}
          value={limit}
          most={mostRows.statistics}
          placeholder={t('query.limit.all', 'All')}
          variables={variables}
          onCommit={(chosen) => {
            onCommit({ limit: chosen });
          }}
        />
        <Radio
          label={t('query.shape.label', 'Shape')}
          value={shape}
          options={optionsOf(shapeWords())}
          onCommit={(chosen) => {
            onCommit({ shape: chosen });
          }}
        />
      </EditorRow>
    </>
  );
}
