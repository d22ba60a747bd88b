import React from 'react';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { hasVariable } from '../query/query-types.ts';
import { rowsOf } from './limit-text.ts';
import { Text } from './Text.tsx';

interface Props {
  label?: string;
  tooltip?: string;
  value: number | string | undefined;
  /** The most that can be asked for. */
  most: number;
  /** What no number means. */
  placeholder?: string;
  /** Template variables to offer; without them the limit is a number. */
  variables?: readonly string[];
  onCommit: (limit: number | string | undefined) => void;
}

/** A number of rows, or a variable that stands for one. Empty means the default. */
export function Limit({ label, tooltip, value, most, placeholder, variables, onCommit }: Props) {
  const takesVariables = variables !== undefined;
  return (
    <Text
      label={label ?? t('query.limit.label', 'Limit')}
      tooltip={tooltip}
      value={value === undefined ? '' : String(value)}
      width={12}
      placeholder={placeholder}
      offers={variables}
      faultOf={(text) =>
        limitOf(text, most, takesVariables) === null ? faultText(most, takesVariables) : undefined
      }
      onCommit={(text) => {
        onCommit(limitOf(text, most, takesVariables) ?? undefined);
      }}
    />
  );
}

/** What text means as a limit; null when nothing. */
const limitOf = (text: string, most: number, takesVariables: boolean): number | string | undefined | null =>
  takesVariables && hasVariable(text) ? text : rowsOf(text, most);

const faultText = (most: number, takesVariables: boolean): string =>
  takesVariables
    ? t('query.limit.fault', 'A whole number from 1 to {{most}}, or a variable', { most })
    : t('query.limit.number-fault', 'A whole number from 1 to {{most}}', { most });
