import React from 'react';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { EditorRow, EditorRows } from '@grafana/plugin-ui';
import type { AnnotationQuery } from '../../types/query.ts';
import { Limit } from '../fields/Limit.tsx';
import { Toggle } from '../fields/Toggle.tsx';

interface Props {
  query: AnnotationQuery;
  onChange: (query: AnnotationQuery) => void;
  onRunQuery: () => void;
}

/** The most events of each kind that the exporter gives. */
const MOST_EVENTS = 2000;
const DEFAULT_EVENTS = 200;

/** The editor of annotations: which events are marked in charts. */
export function AnnotationForm({ query, onChange, onRunQuery }: Props) {
  const commit = (change: Partial<AnnotationQuery>) => {
    onChange({ ...query, ...change });
    onRunQuery();
  };
  return (
    <EditorRows>
      <EditorRow>
        <Toggle
          label={t('annotation.breakers.label', 'Circuit breakers')}
          tooltip={t('annotation.breakers.help', 'When a breaker of a provider opened, tried, or closed')}
          value={query.breakers ?? true}
          onCommit={(breakers) => {
            commit({ breakers });
          }}
        />
        <Toggle
          label={t('annotation.administration.label', 'Administrative changes')}
          tooltip={t(
            'annotation.administration.help',
            "What the gateway's audit log says. The gateway shows it to its administrators only.",
          )}
          value={query.administration ?? false}
          onCommit={(administration) => {
            commit({ administration });
          }}
        />
        <Limit
          label={t('annotation.limit.label', 'Limit')}
          tooltip={t('annotation.limit.help', 'The most events of each kind, the newest first')}
          value={query.limit}
          most={MOST_EVENTS}
          placeholder={String(DEFAULT_EVENTS)}
          onCommit={(limit) => {
            commit({ limit: typeof limit === 'number' ? limit : undefined });
          }}
        />
      </EditorRow>
    </EditorRows>
  );
}
