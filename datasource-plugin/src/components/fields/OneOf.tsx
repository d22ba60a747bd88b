import React, { useId } from 'react';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { EditorField } from '@grafana/plugin-ui';
import { Combobox } from '@grafana/ui';
import type { Option } from '../query/query-types.ts';

interface Props<Value extends string> {
  label: string;
  tooltip?: string;
  value: Value | undefined;
  options: ReadonlyArray<Option<Value>>;
  /** Template variables to offer, too. */
  variables?: readonly Value[];
  placeholder?: string;
  /** Width in units of 8 px. */
  width?: number;
  onCommit: (value: Value) => void;
  /** Offers to choose none, where that has a meaning. */
  onClear?: () => void;
}

/** One choice of a list. */
export function OneOf<Value extends string>({
  label,
  tooltip,
  value,
  options,
  variables,
  placeholder,
  width = 26,
  onCommit,
  onClear,
}: Props<Value>) {
  const id = useId();
  const common = { id, options: withVariables(options, variables), value: value ?? null, width, placeholder };
  return (
    <EditorField label={label} tooltip={tooltip}>
      {onClear === undefined ? (
        <Combobox
          {...common}
          onChange={(option) => {
            onCommit(option.value);
          }}
        />
      ) : (
        <Combobox
          {...common}
          isClearable
          onChange={(option) => {
            if (option === null) onClear();
            else onCommit(option.value);
          }}
        />
      )}
    </EditorField>
  );
}

/** Choices, and behind them the variables that can stand for one. */
function withVariables<Value extends string>(
  options: ReadonlyArray<Option<Value>>,
  variables: readonly Value[] = [],
): Array<Option<Value>> {
  const group = t('query.variables', 'Variables');
  return [...options, ...variables.map((value) => ({ value, group }))];
}
