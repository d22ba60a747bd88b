import React, { useId } from 'react';
import { EditorField } from '@grafana/plugin-ui';
import { MultiCombobox } from '@grafana/ui';
import type { Option } from '../query/query-types.ts';

interface Props<Value extends string> {
  label: string;
  tooltip?: string;
  values: readonly Value[];
  /** All choices, or those for a part of a name. */
  options: Array<Option<Value>> | ((search: string) => Promise<Array<Option<Value>>>);
  placeholder?: string;
  /** Whether text can be chosen that is none of the choices. */
  isFree?: boolean;
  onCommit: (values: Value[]) => void;
}

/** Several choices of a list. */
export function Several<Value extends string>({
  label,
  tooltip,
  values,
  options,
  placeholder,
  isFree = false,
  onCommit,
}: Props<Value>) {
  const labelId = useId();
  return (
    <EditorField label={label} tooltip={tooltip}>
      <div>
        {/* MultiCombobox gives its input no id that a label could be for. */}
        <span id={labelId} hidden>
          {label}
        </span>
        <MultiCombobox
          aria-labelledby={labelId}
          options={options}
          value={Array.isArray(options) ? [...values] : values.map((value) => ({ value, label: value }))}
          width="auto"
          minWidth={36}
          maxWidth={60}
          placeholder={placeholder}
          createCustomValue={isFree}
          onChange={(chosen) => {
            onCommit(chosen.map(({ value }) => value));
          }}
        />
      </div>
    </EditorField>
  );
}
