import React from 'react';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { EditorRow } from '@grafana/plugin-ui';
import { quotaFigures, slotFigures, type Figure } from '../../figures/index.ts';
import { Limit } from '../fields/Limit.tsx';
import { Radio } from '../fields/Radio.tsx';
import { FormFields } from './FormFields.tsx';
import { DEFAULT_LIMIT, mostRows } from './new-query.ts';
import type { TypeEditorProps } from './query-types.ts';
import { figureOptions, optionsOf, quotaScopeWords, slotsOfWords } from './words.ts';

/** The live stream: how much of it. */
export function ActivityEditor({ query, onCommit, datasource }: TypeEditorProps<'activity'>) {
  return (
    <EditorRow>
      <Limit
        value={query.limit}
        most={mostRows.activity}
        placeholder={String(DEFAULT_LIMIT)}
        variables={datasource.variableNames()}
        onCommit={(limit) => {
          onCommit({ limit });
        }}
      />
    </EditorRow>
  );
}

/** Active sessions: how many of them. */
export function SessionsEditor({ query, onCommit, datasource }: TypeEditorProps<'sessions'>) {
  return (
    <EditorRow>
      <Limit
        value={query.limit}
        most={mostRows.sessions}
        placeholder={t('query.limit.all', 'All')}
        variables={datasource.variableNames()}
        onCommit={(limit) => {
          onCommit({ limit });
        }}
      />
    </EditorRow>
  );
}

/** Provider slots: of each provider, in which form, or of all together. */
export function SlotsEditor({ query, onCommit }: TypeEditorProps<'slots'>) {
  const { of = 'providers', form, figure } = query;
  return (
    <EditorRow>
      <Radio
        label={t('query.slots-of.label', 'Slots of')}
        value={of}
        options={optionsOf(slotsOfWords())}
        onCommit={(chosen) => {
          onCommit({ of: chosen });
        }}
      />
      {of === 'providers' && (
        <FormFields
          form={form}
          figure={figure}
          options={figureOptions(slotFigures.filter(isChoice))}
          onCommit={onCommit}
        />
      )}
    </EditorRow>
  );
}

/** Spending limits: of whom. */
export function QuotasEditor({ query, onCommit }: TypeEditorProps<'quotas'>) {
  return (
    <EditorRow>
      <Radio
        label={t('query.quota-scope.label', 'Limits of')}
        value={query.quotaScope}
        options={optionsOf(quotaScopeWords())}
        onCommit={(quotaScope) => {
          onCommit({ quotaScope });
        }}
      />
      <FormFields
        form={query.form}
        figure={query.figure}
        options={figureOptions(quotaFigures.filter(isChoice))}
        onCommit={onCommit}
      />
    </EditorRow>
  );
}

/** A limit is in tables, beside what is measured by it; alone it is no figure. */
const isChoice = <Name extends string>(
  figure: Figure<Name>,
): figure is Figure<Exclude<Name, 'limit' | 'limitUsd'>> =>
  figure.name !== 'limit' && figure.name !== 'limitUsd';
