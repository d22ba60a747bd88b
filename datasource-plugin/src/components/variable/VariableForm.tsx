import React from 'react';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { EditorRow, EditorRows } from '@grafana/plugin-ui';
import type { DimensionName, VariableQuery } from '../../types/query.ts';
import { OneOf } from '../fields/OneOf.tsx';
import { Radio } from '../fields/Radio.tsx';
import { Text } from '../fields/Text.tsx';
import { Toggle } from '../fields/Toggle.tsx';
import type { Suggestions } from '../query/query-types.ts';
import { optionsOf } from '../query/words.ts';
import { completeVariable, hasDeleted, hasIds, withVariableChange } from './change.ts';

interface Props {
  /** A variable that was made as code may be the dimension's name alone. */
  query: VariableQuery | string | undefined;
  datasource: Suggestions;
  onChange: (query: VariableQuery) => void;
  onRunQuery: () => void;
}

/** The editor of a dashboard's variable: what it lists, and what its value is. */
export function VariableForm({ query: saved, datasource, onChange, onRunQuery }: Props) {
  const query = completeVariable(saved);
  const { dimension, search = '', deleted = false, value = 'name' } = query;
  const commit = (change: Partial<VariableQuery>) => {
    onChange(withVariableChange(query, change));
    onRunQuery();
  };
  return (
    <EditorRows>
      <EditorRow>
        <OneOf
          label={t('variable.dimension.label', 'List of')}
          value={dimension}
          options={optionsOf(dimensionWords())}
          onCommit={(chosen) => {
            commit({ dimension: chosen });
          }}
        />
        <Text
          label={t('variable.search.label', 'Name contains')}
          tooltip={t('variable.search.help', 'Upper and lower case are the same. Variables can be used.')}
          value={search}
          offers={datasource.variableNames()}
          placeholder={t('variable.search.all', 'All')}
          onCommit={(text) => {
            commit({ search: text });
          }}
        />
        {hasIds(dimension) && (
          <Radio
            label={t('variable.value.label', 'Value')}
            tooltip={t(
              'variable.value.help',
              'The list always shows names. Filters of queries compare names, so choose them for filters.',
            )}
            value={value}
            options={[
              { value: 'name', label: t('variable.value.name', 'Name') },
              { value: 'id', label: t('variable.value.id', 'Number') },
            ]}
            onCommit={(chosen) => {
              commit({ value: chosen });
            }}
          />
        )}
        {hasDeleted(dimension) && (
          <Toggle
            label={t('variable.deleted.label', 'Deleted, too')}
            tooltip={t(
              'variable.deleted.help',
              'Also what the gateway has deleted, but still has figures of',
            )}
            value={deleted}
            onCommit={(chosen) => {
              commit({ deleted: chosen });
            }}
          />
        )}
      </EditorRow>
    </EditorRows>
  );
}

const dimensionWords = (): Record<DimensionName, string> => ({
  users: t('variable.dimension.users', 'Users'),
  keys: t('variable.dimension.keys', 'Keys'),
  providers: t('variable.dimension.providers', 'Providers'),
  models: t('variable.dimension.models', 'Models'),
  tags: t('variable.dimension.tags', 'User tags'),
  groups: t('variable.dimension.groups', 'Groups'),
});
