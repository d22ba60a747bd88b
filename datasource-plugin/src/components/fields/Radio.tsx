import React from 'react';
import { EditorField } from '@grafana/plugin-ui';
import { RadioButtonGroup } from '@grafana/ui';
import type { Option } from '../query/query-types.ts';

interface Props<Value extends string> {
  label: string;
  tooltip?: string;
  value: Value;
  options: Array<Option<Value>>;
  onCommit: (value: Value) => void;
}

/** One of two or three, all of them in sight. */
export function Radio<Value extends string>({ label, tooltip, value, options, onCommit }: Props<Value>) {
  return (
    <EditorField label={label} tooltip={tooltip}>
      <RadioButtonGroup aria-label={label} value={value} options={options} onChange={onCommit} />
    </EditorField>
  );
}
