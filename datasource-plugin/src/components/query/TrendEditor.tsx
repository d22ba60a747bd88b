import React from 'react';
import { EditorRow } from '@grafana/plugin-ui';
import type { TypeEditorProps } from './query-types.ts';
import { UsageFigures } from './UsageFigures.tsx';

/** Today hour by hour: of which figures. */
export function TrendEditor({ query, onCommit }: TypeEditorProps<'trend'>) {
  return (
    <EditorRow>
      <UsageFigures
        figures={query.figures}
        onCommit={(figures) => {
          onCommit({ figures });
        }}
      />
    </EditorRow>
  );
}
