import React, { useState } from 'react';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { EditorRow } from '@grafana/plugin-ui';
import { Button, Stack } from '@grafana/ui';
import type { RowFilter } from '../../types/query.ts';
import type { FilterKey } from '../../frames/filters.ts';
import type { Suggestions } from '../query/query-types.ts';
import { Filter } from './Filter.tsx';
import { isFinished } from './filter-change.ts';

interface Props {
  filters: readonly RowFilter[];
  /** What rows can be kept by; not empty. */
  keys: readonly [FilterKey, ...FilterKey[]];
  datasource: Suggestions;
  onCommit: (filters: RowFilter[]) => void;
}

/** Filters of rows. One that is begun, or whose key was changed, counts once it has a value. */
export function Filters({ filters, keys, datasource, onCommit }: Props) {
  const [drafts, setDrafts] = useState(filters);
  const rows = isSame(drafts.filter(isFinished), filters) ? drafts : filters;

  const change = (next: readonly RowFilter[]) => {
    const finished = next.filter(isFinished);
    setDrafts(next);
    if (!isSame(finished, filters)) onCommit(finished);
  };
  return (
    <EditorRow>
      <Stack direction="column" gap={1}>
        {rows.map((filter, index) => (
          <Filter
            key={`${index} ${filter.key} ${filter.operator}`}
            number={index + 1}
            filter={filter}
            keys={keys}
            datasource={datasource}
            onChange={(next) => {
              change(rows.flatMap((row, at) => (at === index ? (next ?? []) : row)));
            }}
          />
        ))}
        <div>
          <Button
            variant="secondary"
            size="sm"
            icon="plus"
            onClick={() => {
              change([...rows, { key: keys[0], operator: '=', value: '' }]);
            }}
          >
            {t('query.filter.add', 'Add filter')}
          </Button>
        </div>
      </Stack>
    </EditorRow>
  );
}

const isSame = (one: readonly RowFilter[], other: readonly RowFilter[]): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
