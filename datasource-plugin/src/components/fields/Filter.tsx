import React, { useId } from 'react';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { EditorField } from '@grafana/plugin-ui';
import { Button, Combobox, Stack } from '@grafana/ui';
import type { FilterKey } from '../../frames/filters.ts';
import { subjectLabels } from '../../frames/labels.ts';
import type { DimensionName, RowFilter } from '../../types/query.ts';
import { takesSeveral } from '../query/filter-keys.ts';
import { operatorWords } from '../query/filter-words.ts';
import { hasVariable, type Suggestions } from '../query/query-types.ts';
import { optionsOf } from '../query/words.ts';
import { patternFault, withKey, withOperator, withValues } from './filter-change.ts';
import { OneOf } from './OneOf.tsx';
import { Several } from './Several.tsx';
import { useSuggestions } from './suggestions.ts';
import { Text } from './Text.tsx';

interface Props {
  /** Its place in the list, from 1. */
  number: number;
  filter: RowFilter;
  keys: readonly FilterKey[];
  datasource: Suggestions;
  /** `undefined`: the filter goes. */
  onChange: (filter: RowFilter | undefined) => void;
}

/** One filter of rows: what, how, and with what it is compared. */
export function Filter({ number, filter, keys, datasource, onChange }: Props) {
  return (
    <Stack
      role="group"
      aria-label={t('query.filter.group', 'Filter {{number}}', { number })}
      gap={1}
      alignItems="end"
      wrap="wrap"
    >
      <OneOf
        label={t('query.filter.key', 'Filter by')}
        value={filter.key}
        options={keys.map((value) => ({ value, label: subjectLabels[value]() }))}
        width={16}
        onCommit={(key) => {
          onChange(withKey(filter, key));
        }}
      />
      <OneOf
        label={t('query.filter.operator', 'Comparison')}
        value={filter.operator}
        options={optionsOf(operatorWords())}
        width={28}
        onCommit={(operator) => {
          onChange(withOperator(filter, operator));
        }}
      />
      <FilterValue filter={filter} datasource={datasource} onChange={onChange} />
      <Button
        variant="secondary"
        fill="outline"
        icon="trash-alt"
        aria-label={t('query.filter.remove', 'Remove filter {{number}}', { number })}
        onClick={() => {
          onChange(undefined);
        }}
      />
    </Stack>
  );
}

const dimensionOf: Readonly<Record<string, DimensionName>> = {
  user: 'users',
  key: 'keys',
  provider: 'providers',
  model: 'models',
};

function FilterValue({ filter, datasource, onChange }: Pick<Props, 'filter' | 'datasource' | 'onChange'>) {
  const id = useId();
  const options = useSuggestions(datasource, dimensionOf[filter.key] ?? 'users');
  const { operator, value, values } = filter;
  const label = t('query.filter.value', 'Value');
  if (takesSeveral(operator)) {
    return (
      <Several
        label={label}
        values={values ?? []}
        options={options}
        isFree
        onCommit={(chosen) => {
          onChange(withValues(filter, chosen));
        }}
      />
    );
  }
  if (operator === '=~' || operator === '!~') {
    return (
      <Text
        label={label}
        value={value}
        offers={datasource.variableNames()}
        faultOf={(text) => patternFault(text, hasVariable)}
        onCommit={(text) => {
          onChange({ ...filter, value: text });
        }}
      />
    );
  }
  return (
    <EditorField label={label}>
      <Combobox
        id={id}
        options={options}
        value={value === '' ? null : { value, label: value }}
        createCustomValue
        width={30}
        onChange={(option) => {
          onChange({ ...filter, value: option.value });
        }}
      />
    </EditorField>
  );
}
