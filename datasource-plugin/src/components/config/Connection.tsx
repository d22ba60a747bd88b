import React from 'react';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { ConfigSection } from '@grafana/plugin-ui';
import { addressFault, tidyAddress, type AddressFault } from './address.ts';
import type { Options } from './options.ts';
import { SecretField } from './SecretField.tsx';

interface Props {
  options: Options;
  onOptionsChange: (options: Options) => void;
}

const EXAMPLE = 'http://hubscope:9464';

/** Where the exporter is, and what opens it. */
export function Connection({ options, onOptionsChange }: Props) {
  const fault = addressFault(tidyAddress(options.secureJsonData?.address ?? ''));
  return (
    <ConfigSection
      title={t('config.connection.title', 'Connection')}
      description={t(
        'config.connection.description',
        "Grafana's server talks to the exporter; browsers see neither the address nor the token.",
      )}
    >
      <SecretField
        secret="address"
        label={t('config.address.label', 'Address')}
        description={t('config.address.description', "The Hubscope exporter, as Grafana's server reaches it")}
        placeholder={EXAMPLE}
        fault={fault && faultWords()[fault]}
        tidy={tidyAddress}
        options={options}
        onOptionsChange={onOptionsChange}
      />
      <SecretField
        secret="token"
        label={t('config.token.label', 'Token')}
        description={t(
          'config.token.description',
          "One of the exporter's API tokens; which one follows from who is asking, below",
        )}
        placeholder={t('config.token.placeholder', 'The value of API_VIEWER_TOKEN, for example')}
        tidy={(text) => text.trim()}
        options={options}
        onOptionsChange={onOptionsChange}
      />
    </ConfigSection>
  );
}

const faultWords = (): Record<AddressFault, string> => ({
  'not-http': t(
    'config.address.not-http',
    'This is no address that begins with http:// or https://, such as {{example}}',
    { example: EXAMPLE },
  ),
  credentials: t('config.address.credentials', 'No name or password belongs here: the token is enough'),
  parameters: t('config.address.parameters', 'Nothing with ? or # belongs here'),
});
