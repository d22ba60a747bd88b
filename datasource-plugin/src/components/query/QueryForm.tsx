import React from 'react';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { EditorRow, EditorRows } from '@grafana/plugin-ui';
import type { FilterKey } from '../../frames/filters.ts';
import type { GatewayQuery, QueryType } from '../../types/query.ts';
import { migrateQuery } from '../../migrations.ts';
import { Filters } from '../fields/Filters.tsx';
import { OneOf } from '../fields/OneOf.tsx';
import { Toggle } from '../fields/Toggle.tsx';
import { filterKeysOf } from './filter-keys.ts';
import { withChange } from './change.ts';
import { TypeEditor } from './editors.tsx';
import type { QueryChange, Suggestions } from './query-types.ts';
import { currencyWords, optionsOf, typeDescriptions, typeWords } from './words.ts';

interface Props {
  query: GatewayQuery;
  datasource: Suggestions;
  onChange: (query: GatewayQuery) => void;
  onRunQuery: () => void;
}

/** The editor of a query, the same in dashboards and in Explore. */
export function QueryForm({ query: saved, datasource, onChange, onRunQuery }: Props) {
  const query = migrateQuery(saved);
  const { queryType } = query;
  const commit = (change: QueryChange) => {
    // Grafana's lists tell of a choice while React commits. In Explore 12.3, a choice by mouse that is handled at once ends
    // in "Maximum update depth exceeded", and the page is gone (tests/e2e/explore.spec.ts).
    setTimeout(() => {
      onChange(withChange(query, change, datasource.settings));
      onRunQuery();
    });
  };
  const [key, ...keys] = filterKeysOf(query);
  return (
    <EditorRows>
      <Head query={query} onCommit={commit} />
      <TypeEditor<QueryType>
        key={queryType}
        type={queryType}
        query={query}
        onCommit={commit}
        datasource={datasource}
      />
      {key !== undefined && (
        <Filters
          key={[queryType, key, ...keys].join(' ')}
          filters={query.filters ?? []}
          keys={[key, ...keys] as [FilterKey, ...FilterKey[]]}
          datasource={datasource}
          onCommit={(filters) => {
            commit({ filters });
          }}
        />
      )}
    </EditorRows>
  );
}

/** What every query has. */
function Head({ query, onCommit }: { query: GatewayQuery; onCommit: (change: QueryChange) => void }) {
  const { queryType, currency = 'gateway', live = false } = query;
  const descriptions = typeDescriptions();
  return (
    <EditorRow>
      <OneOf
        label={t('query.type.label', 'Query type')}
        value={queryType}
        options={optionsOf(typeWords()).map((option) => ({
          ...option,
          description: descriptions[option.value],
        }))}
        width={32}
        onCommit={(chosen) => {
          onCommit({ queryType: chosen });
        }}
      />
      {queryType !== 'slots' && (
        <OneOf
          label={t('query.currency.label', 'Currency')}
          tooltip={t(
            'query.currency.help',
            "The gateway's currency needs a rate in the exporter; without one, amounts are US dollars.",
          )}
          value={currency}
          options={optionsOf(currencyWords())}
          width={20}
          onCommit={(chosen) => {
            onCommit({ currency: chosen });
          }}
        />
      )}
      <Toggle
        label={t('query.live.label', 'Live')}
        tooltip={t(
          'query.live.help',
          'New figures at each heartbeat of the exporter, whatever the refresh of the dashboard is',
        )}
        value={live}
        onCommit={(chosen) => {
          onCommit({ live: chosen });
        }}
      />
    </EditorRow>
  );
}
