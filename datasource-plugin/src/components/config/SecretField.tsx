import React, { useId, type ReactNode } from 'react';
import { t } from '@grafana/i18n';
import { Field, Input, SecretInput } from '@grafana/ui';
import { withSecret, withoutSecret, type Options, type Secret } from './options.ts';

interface Props {
  secret: Secret;
  label: string;
  description: ReactNode;
  placeholder: string;
  /** What is wrong with what is typed in, in a sentence. */
  fault?: string;
  /** Makes text as it is to be kept, once it is left. */
  tidy: (text: string) => string;
  options: Options;
  onOptionsChange: (options: Options) => void;
}

/** A setting that can be written, and never read again. */
export function SecretField({ secret, tidy, options, onOptionsChange, ...field }: Props) {
  const id = useId();
  const { label, description, placeholder, fault } = field;
  const { readOnly, secureJsonFields, secureJsonData } = options;
  const isConfigured = secureJsonFields[secret] === true;
  const text = secureJsonData?.[secret] ?? '';
  return (
    <Field
      label={label}
      description={description}
      htmlFor={id}
      required
      invalid={fault !== undefined}
      error={fault}
    >
      {readOnly ? (
        <Input
          id={id}
          disabled
          width={60}
          value={
            isConfigured ? t('config.secret.configured', 'configured') : t('config.secret.missing', 'not set')
          }
        />
      ) : (
        <SecretInput
          id={id}
          width={60}
          placeholder={placeholder}
          autoComplete="off"
          isConfigured={isConfigured}
          value={text}
          onChange={(event) => {
            onOptionsChange(withSecret(options, secret, event.currentTarget.value));
          }}
          onBlur={() => {
            if (!isConfigured && tidy(text) !== text)
              onOptionsChange(withSecret(options, secret, tidy(text)));
          }}
          onReset={() => {
            onOptionsChange(withoutSecret(options, secret));
          }}
        />
      )}
    </Field>
  );
}
