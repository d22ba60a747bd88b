import React, { type ComponentType } from 'react';
import type { QueryType } from '../../types/query.ts';
import { BoardEditor } from './BoardEditor.tsx';
import { ActivityEditor, QuotasEditor, SessionsEditor, SlotsEditor } from './LiveEditors.tsx';
import { ModelsEditor } from './ModelsEditor.tsx';
import { OverviewEditor } from './OverviewEditor.tsx';
import type { TypeEditorProps } from './query-types.ts';
import { StatisticsEditor } from './StatisticsEditor.tsx';
import { TrendEditor } from './TrendEditor.tsx';

/** The editor of each query type. */
const editors: { [Type in QueryType]: ComponentType<TypeEditorProps<Type>> } = {
  overview: OverviewEditor,
  leaderboard: BoardEditor,
  statistics: StatisticsEditor,
  trend: TrendEditor,
  models: ModelsEditor,
  activity: ActivityEditor,
  sessions: SessionsEditor,
  slots: SlotsEditor,
  quotas: QuotasEditor,
  sources: () => null,
};

/** The fields that belong to the type of a query. */
export function TypeEditor<Type extends QueryType>({
  type,
  ...props
}: TypeEditorProps<Type> & { type: Type }) {
  const Editor: ComponentType<TypeEditorProps<Type>> = editors[type];
  return <Editor {...props} />;
}
