import React from 'react';
import { locationUtil, type DataSourcePluginOptionsEditorProps } from '@grafana/data';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { Divider, Text, TextLink } from '@grafana/ui';
import type { SecureSettings, Settings } from '../../types/config.ts';
import { Connection } from './Connection.tsx';
import { Defaults } from './Defaults.tsx';
import { Identity } from './Identity.tsx';

type Props = DataSourcePluginOptionsEditorProps<Settings, SecureSettings>;

/** Settings of the datasource. Its `url` stays empty, so that nothing but the plugin's routes is reached. */
export function ConfigForm(props: Props) {
  return (
    <>
      <Text color="secondary">
        {t('config.lead', 'Grafana asks the Hubscope exporter. Fields marked with * are required.')}{' '}
        <TextLink href={locationUtil.assureBaseUrl(DOCUMENTATION)} external inline>
          {t('config.documentation', 'Documentation')}
        </TextLink>
      </Text>
      <Divider spacing={4} />
      <Connection {...props} />
      <Divider spacing={4} />
      <Identity {...props} />
      <Divider spacing={4} />
      <Defaults {...props} />
    </>
  );
}

/** The README that Grafana shows of the plugin. */
const DOCUMENTATION = '/plugins/hubscope-gateway-datasource';
