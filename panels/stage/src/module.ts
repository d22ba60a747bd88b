import { PanelPlugin } from '@grafana/data';
import { initPluginTranslations } from '@grafana/i18n';
import { kitWords } from '@hubscope/panel-kit/words.ts';
import { editOptions } from './editor.ts';
import { migrateOptions } from './migrations.ts';
import type { Options } from './options.ts';
import pluginJson from './plugin.json';
import { StagePanel } from './StagePanel.tsx';
import { suggestions } from './suggestions.ts';

await initPluginTranslations(pluginJson.id, [kitWords]);

export const plugin = new PanelPlugin<Options>(StagePanel)
  .setPanelOptions(editOptions)
  .setMigrationHandler(migrateOptions)
  .setSuggestionsSupplier(suggestions)
  .setNoPadding();
