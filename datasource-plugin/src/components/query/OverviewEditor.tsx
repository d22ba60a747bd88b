import React from 'react';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { EditorRow } from '@grafana/plugin-ui';
import { headlineFigures } from '../../figures/index.ts';
import { Several } from '../fields/Several.tsx';
import { Toggle } from '../fields/Toggle.tsx';
import type { TypeEditorProps } from './query-types.ts';
import { figureOptions } from './words.ts';

/** Headline figures: which of them, and beside yesterday or not. */
export function OverviewEditor({ query, onCommit }: TypeEditorProps<'overview'>) {
  return (
    <EditorRow>
      <Several
        label={t('query.figures.label', 'Figures')}
        values={query.figures ?? []}
        options={figureOptions(headlineFigures)}
        placeholder={t('query.figures.all', 'All figures')}
        onCommit={(figures) => {
          onCommit({ figures });
        }}
      />
      <Toggle
        label={t('query.compare.label', 'Beside yesterday')}
        tooltip={t(
          'query.compare.help',
          "Two rows, yesterday's same period and now, so that a stat panel shows the change in per cent",
        )}
        value={query.compare ?? true}
        onCommit={(compare) => {
          onCommit({ compare });
        }}
      />
    </EditorRow>
  );
}
