import React, { useId, useState } from 'react';
import { EditorField } from '@grafana/plugin-ui';
import { Input } from '@grafana/ui';

interface Props {
  label: string;
  tooltip?: string;
  value: string;
  /** Why text cannot be taken, in a sentence; undefined when it can. */
  faultOf?: (text: string) => string | undefined;
  /** Text to offer, such as template variables. */
  offers?: readonly string[];
  placeholder?: string;
  /** Width in units of 8 px. */
  width?: number;
  /** Called when the text is left, or Enter is pressed; not when it is as before, or has a fault. */
  onCommit: (text: string) => void;
}

/** A line of text that counts once it is finished. */
export function Text({
  label,
  tooltip,
  value,
  faultOf,
  offers = [],
  placeholder,
  width = 26,
  onCommit,
}: Props) {
  const id = useId();
  const [draft, setDraft] = useState<string>();
  const [fault, setFault] = useState<string>();

  const commit = () => {
    if (draft === undefined) return;
    const text = draft.trim();
    const found = faultOf?.(text);
    setFault(found);
    if (found !== undefined) return;
    setDraft(undefined);
    if (text !== value) onCommit(text);
  };
  const forget = () => {
    setDraft(undefined);
    setFault(undefined);
  };

  const offersId = offers.length === 0 ? undefined : `${id}-offers`;
  return (
    <>
      <EditorField label={label} tooltip={tooltip} invalid={fault !== undefined} error={fault}>
        <Input
          id={id}
          list={offersId}
          value={draft ?? value}
          placeholder={placeholder}
          width={width}
          autoComplete="off"
          onChange={(event) => {
            setDraft(event.currentTarget.value);
          }}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === 'Enter') commit();
            if (event.key === 'Escape') forget();
          }}
        />
      </EditorField>
      {offersId !== undefined && (
        <datalist id={offersId}>
          {offers.map((offer) => (
            <option key={offer} value={offer} />
          ))}
        </datalist>
      )}
    </>
  );
}
