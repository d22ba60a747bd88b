import React, { useId } from 'react';
import { EditorField, EditorSwitch } from '@grafana/plugin-ui';

interface Props {
  label: string;
  tooltip?: string;
  value: boolean;
  onCommit: (value: boolean) => void;
}

/** Something that is on or off. */
export function Toggle({ label, tooltip, value, onCommit }: Props) {
  const id = useId();
  return (
    <EditorField label={label} tooltip={tooltip} htmlFor={id}>
      <EditorSwitch
        id={id}
        value={value}
        onChange={(event) => {
          onCommit(event.currentTarget.checked);
        }}
      />
    </EditorField>
  );
}
