import React, { useId, type ReactNode } from 'react';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { Button, Field, Input, Stack } from '@grafana/ui';
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
      {readOnly || isConfigured ? (
        <Kept
          id={id}
          isConfigured={isConfigured}
          isReadOnly={readOnly}
          onReset={() => {
            onOptionsChange(withoutSecret(options, secret));
          }}
        />
      ) : (
        <Input
          id={id}
          type="password"
          width={60}
          placeholder={placeholder}
          autoComplete="off"
          value={text}
          onChange={(event) => {
            onOptionsChange(withSecret(options, secret, event.currentTarget.value));
          }}
          onBlur={() => {
            if (tidy(text) !== text) onOptionsChange(withSecret(options, secret, tidy(text)));
          }}
        />
      )}
    </Field>
  );
}

interface KeptProps {
  id: string;
  isConfigured: boolean;
  isReadOnly: boolean;
  onReset: () => void;
}

/** Says whether a secret is set. Grafana's own field for secrets says so in English alone. */
function Kept({ id, isConfigured, isReadOnly, onReset }: KeptProps) {
  const text = isConfigured
    ? t('config.secret.configured', 'configured')
    : t('config.secret.missing', 'not set');
  return (
    <Stack gap={1}>
      <Input id={id} disabled width={60} value={text} />
      {!isReadOnly && (
        <Button variant="secondary" onClick={onReset}>
          {t('config.secret.reset', 'Reset')}
        </Button>
      )}
    </Stack>
  );
}
