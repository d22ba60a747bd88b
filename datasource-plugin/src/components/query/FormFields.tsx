import React from 'react';
import { t } from '@hubscope/panel-kit/format/t.ts';
import type { Form } from '../../types/query.ts';
import { OneOf } from '../fields/OneOf.tsx';
import { Radio } from '../fields/Radio.tsx';
import type { Option } from './query-types.ts';
import { formWords, optionsOf } from './words.ts';

interface Props<Figure extends string> {
  form: Form | undefined;
  figure: Figure | undefined;
  /** The figures there are, in order, and what they are called. */
  options: ReadonlyArray<Option<Figure>>;
  onCommit: (change: { form: Form } | { figure: Figure }) => void;
}

/** A table, or one figure of each of its rows. */
export function FormFields<Figure extends string>({
  form = 'table',
  figure,
  options,
  onCommit,
}: Props<Figure>) {
  return (
    <>
      <Radio
        label={t('query.form.label', 'Form')}
        tooltip={t(
          'query.form.help',
          'Figures: one field for each row, which stat, gauge, bar gauge and pie chart draw as it is.',
        )}
        value={form}
        options={optionsOf(formWords())}
        onCommit={(chosen) => {
          onCommit({ form: chosen });
        }}
      />
      {form === 'figures' && (
        <OneOf
          label={t('query.figure.label', 'Figure')}
          value={figure}
          options={options}
          onCommit={(chosen) => {
            onCommit({ figure: chosen });
          }}
        />
      )}
    </>
  );
}
