import React, { useId } from 'react';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { EditorField } from '@grafana/plugin-ui';
import { Combobox } from '@grafana/ui';
import type { Suggestions } from '../query/query-types.ts';
import { useSuggestions } from './suggestions.ts';

interface Props {
  datasource: Suggestions;
  value: string | undefined;
  onCommit: (user: string | undefined) => void;
}

/** The user whom a question is about alone. */
export function OneUser({ datasource, value, onCommit }: Props) {
  const id = useId();
  const options = useSuggestions(datasource, 'users');
  return (
    <EditorField
      label={t('query.of-user.label', 'Of one user')}
      tooltip={t('query.of-user.help', 'Their name or id. Told to administrators, and to that user.')}
    >
      <Combobox
        id={id}
        options={options}
        value={value ?? null}
        width={26}
        placeholder={t('query.user-tags.all', 'All users')}
        createCustomValue
        isClearable
        onChange={(option) => {
          onCommit(option?.value);
        }}
      />
    </EditorField>
  );
}
