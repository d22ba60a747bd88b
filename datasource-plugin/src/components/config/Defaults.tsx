import React, { useId, useState } from 'react';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { ConfigSection } from '@grafana/plugin-ui';
import { Combobox, Field, Input, Switch } from '@grafana/ui';
import { rowsOf } from '../fields/limit-text.ts';
import { DEFAULT_LIMIT, mostRows } from '../query/new-query.ts';
import { currencyWords, optionsOf } from '../query/words.ts';
import { withSettings, type Options } from './options.ts';

interface Props {
  options: Options;
  onOptionsChange: (options: Options) => void;
}

/** What new queries begin with. */
export function Defaults({ options, onOptionsChange }: Props) {
  const currencyId = useId();
  const liveId = useId();
  const { currency = 'gateway', live = true } = options.jsonData;
  const disabled = options.readOnly;
  return (
    <ConfigSection
      title={t('config.defaults.title', 'Defaults of new queries')}
      description={t('config.defaults.description', 'Queries that exist stay as they are.')}
      isCollapsible
    >
      <Field
        label={t('config.currency.label', 'Currency')}
        description={t(
          'config.currency.description',
          "The gateway's currency needs a rate in the exporter; without one, amounts are US dollars",
        )}
        htmlFor={currencyId}
      >
        <Combobox
          id={currencyId}
          width={30}
          disabled={disabled}
          value={currency}
          options={optionsOf(currencyWords())}
          onChange={({ value }) => {
            onOptionsChange(withSettings(options, { currency: value }));
          }}
        />
      </Field>
      <Field
        label={t('config.live.label', 'Live')}
        description={t('config.live.description', 'New figures at each heartbeat of the exporter')}
        htmlFor={liveId}
      >
        <Switch
          id={liveId}
          disabled={disabled}
          value={live}
          onChange={(event) => {
            onOptionsChange(withSettings(options, { live: event.currentTarget.checked }));
          }}
        />
      </Field>
      <LimitField options={options} onOptionsChange={onOptionsChange} />
    </ConfigSection>
  );
}

/** A number that is taken once it is one; until then it stays as typed, with what is wrong. */
function LimitField({ options, onOptionsChange }: Props) {
  const id = useId();
  const { limit } = options.jsonData;
  const [draft, setDraft] = useState<string>();
  const most = mostRows.leaderboard;
  const isFault = draft !== undefined && rowsOf(draft, most) === null;
  return (
    <Field
      label={t('config.limit.label', 'Limit')}
      description={t('config.limit.description', 'The most rows')}
      htmlFor={id}
      invalid={isFault}
      error={isFault ? t('config.limit.fault', 'A whole number from 1 to {{most}}', { most }) : undefined}
    >
      <Input
        id={id}
        width={12}
        disabled={options.readOnly}
        inputMode="numeric"
        placeholder={String(DEFAULT_LIMIT)}
        value={draft ?? (limit === undefined ? '' : String(limit))}
        onChange={(event) => {
          const text = event.currentTarget.value.trim();
          const number = rowsOf(text, most);
          setDraft(number === null ? text : undefined);
          if (number !== null) onOptionsChange(withSettings(options, { limit: number }));
        }}
      />
    </Field>
  );
}
