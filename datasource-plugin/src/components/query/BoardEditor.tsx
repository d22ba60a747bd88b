import { providerTypes } from '@hubscope/exporter/contract/words';
import React from 'react';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { EditorRow } from '@grafana/plugin-ui';
import { figuresOf, type BoardFigureName } from '../../figures/index.ts';
import type { Period, Variable } from '../../types/query.ts';
import { Limit } from '../fields/Limit.tsx';
import { OneOf } from '../fields/OneOf.tsx';
import { OneUser } from '../fields/OneUser.tsx';
import { Radio } from '../fields/Radio.tsx';
import { Several } from '../fields/Several.tsx';
import { Toggle } from '../fields/Toggle.tsx';
import { useSuggestions } from '../fields/suggestions.ts';
import { isPercentile, showsModels } from './board-figures.ts';
import { FormFields } from './FormFields.tsx';
import { mostRows } from './new-query.ts';
import { variablesOf, type TypeEditorProps } from './query-types.ts';
import { figureOptions, optionsOf, periodWords, scopeWords } from './words.ts';

type Props = TypeEditorProps<'leaderboard'>;

/** A ranking: of whom, over what, in which order, and what of it is shown. */
export function BoardEditor(props: Props) {
  return (
    <>
      <Question {...props} />
      <Narrowing {...props} />
      <Shown {...props} />
    </>
  );
}

function Question({ query, onCommit, datasource }: Props) {
  const { scope, period, sort, order } = query;
  return (
    <EditorRow>
      <OneOf
        label={t('query.scope.label', 'Ranking of')}
        value={scope}
        options={optionsOf(scopeWords())}
        onCommit={(chosen) => {
          onCommit({ scope: chosen });
        }}
      />
      <OneOf<Period | Variable>
        label={t('query.period.label', 'Period')}
        tooltip={t(
          'query.period.help',
          "Today, this week and so on are the gateway's, in its own time zone. The dashboard time range is taken as it is.",
        )}
        value={period}
        options={optionsOf(periodWords())}
        variables={variablesOf(datasource)}
        onCommit={(chosen) => {
          onCommit({ period: chosen });
        }}
      />
      <OneOf
        label={t('query.sort.label', 'Sort by')}
        value={sort as BoardFigureName | 'name' | undefined}
        options={[
          { value: 'name', label: t('query.sort.name', 'Name') },
          ...figureOptions(figuresOf(scope, true)),
        ]}
        placeholder={t('query.sort.default', "The gateway's order")}
        onCommit={(chosen) => {
          onCommit({ sort: chosen });
        }}
        onClear={() => {
          onCommit({ sort: undefined });
        }}
      />
      {sort !== undefined && (
        <Radio
          label={t('query.order.label', 'Order')}
          value={order ?? (sort === 'name' ? 'asc' : 'desc')}
          options={[
            { value: 'desc', label: t('query.order.desc', 'Highest first') },
            { value: 'asc', label: t('query.order.asc', 'Lowest first') },
          ]}
          onCommit={(chosen) => {
            onCommit({ order: chosen });
          }}
        />
      )}
    </EditorRow>
  );
}

function Narrowing({ query, onCommit, datasource }: Props) {
  const tags = useSuggestions(datasource, 'tags');
  const groups = useSuggestions(datasource, 'groups');
  return (
    <EditorRow>
      <OneOf<string>
        label={t('query.provider-type.label', 'Provider type')}
        tooltip={t('query.provider-type.help', 'Only requests that a provider of this type answered')}
        value={query.providerType}
        options={providerTypes.map((value) => ({ value, label: value }))}
        variables={datasource.variableNames()}
        placeholder={t('query.provider-type.all', 'All types')}
        onCommit={(providerType) => {
          onCommit({ providerType });
        }}
        onClear={() => {
          onCommit({ providerType: undefined });
        }}
      />
      <Several
        label={t('query.user-tags.label', 'User tags')}
        tooltip={t('query.user-tags.help', 'Only requests of users with any of these tags, at most 20')}
        values={query.userTags ?? []}
        options={tags}
        placeholder={t('query.user-tags.all', 'All users')}
        isFree
        onCommit={(userTags) => {
          onCommit({ userTags: userTags.length === 0 ? undefined : userTags.slice(0, MOST_WORDS) });
        }}
      />
      <Several
        label={t('query.user-groups.label', 'User groups')}
        tooltip={t('query.user-groups.help', 'Only requests of users in any of these groups, at most 20')}
        values={query.userGroups ?? []}
        options={groups}
        placeholder={t('query.user-tags.all', 'All users')}
        isFree
        onCommit={(userGroups) => {
          onCommit({ userGroups: userGroups.length === 0 ? undefined : userGroups.slice(0, MOST_WORDS) });
        }}
      />
      <OneUser
        datasource={datasource}
        value={query.ofUser}
        onCommit={(ofUser) => {
          onCommit({ ofUser });
        }}
      />
    </EditorRow>
  );
}

/** The exporter takes no more tags or groups. */
const MOST_WORDS = 20;

function Shown({ query, onCommit, datasource }: Props) {
  const { scope, period, form = 'table', figure, sort, limit, models, percentiles, rankChange } = query;
  const isTable = form === 'table';
  return (
    <EditorRow>
      <FormFields
        form={form}
        figure={figure as BoardFigureName | undefined}
        options={figureOptions(figuresOf(scope, true))}
        onCommit={onCommit}
      />
      <Limit
        value={limit}
        most={mostRows.leaderboard}
        placeholder={t('query.limit.all', 'All')}
        variables={datasource.variableNames()}
        onCommit={(chosen) => {
          onCommit({ limit: chosen });
        }}
      />
      {isTable && scope !== 'model' && (
        <Toggle
          label={t('query.models.label', 'Models')}
          tooltip={t('query.models.help', 'Adds a table of models to each row')}
          value={models ?? showsModels(scope)}
          onCommit={(chosen) => {
            onCommit({ models: chosen });
          }}
        />
      )}
      {isTable && period !== 'allTime' && (
        <Toggle
          label={t('query.rank-change.label', 'Change of rank')}
          tooltip={t('query.rank-change.help', 'Against the period before')}
          value={rankChange ?? false}
          onCommit={(chosen) => {
            onCommit({ rankChange: chosen });
          }}
        />
      )}
      {isTable && (
        <Toggle
          label={t('query.percentiles.label', 'Percentiles')}
          tooltip={t(
            'query.percentiles.help',
            'Adds p50, p95 and p99 of duration and TTFT, which takes longer',
          )}
          value={percentiles ?? isPercentile(sort)}
          onCommit={(chosen) => {
            onCommit({ percentiles: chosen });
          }}
        />
      )}
    </EditorRow>
  );
}
