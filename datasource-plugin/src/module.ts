import { DataSourcePlugin } from '@grafana/data';
import { initPluginTranslations } from '@grafana/i18n';
import { ConfigEditor } from './components/ConfigEditor.tsx';
import { QueryEditor } from './components/QueryEditor.tsx';
import { DataSource } from './datasource.ts';
import pluginJson from './plugin.json';
import type { SecureSettings, Settings } from './types/config.ts';
import type { GatewayQuery } from './types/query.ts';

await initPluginTranslations(pluginJson.id);

export const plugin = new DataSourcePlugin<DataSource, GatewayQuery, Settings, SecureSettings>(DataSource)
  .setConfigEditor(ConfigEditor)
  .setQueryEditor(QueryEditor);
