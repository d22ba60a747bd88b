import { FieldConfigProperty, PanelPlugin } from '@grafana/data';
import { initPluginTranslations } from '@grafana/i18n';
import { kitWords } from '@hubscope/panel-kit/words.ts';
import { ActivityPanel } from './ActivityPanel.tsx';
import { editOptions } from './editor.ts';
import { migrateOptions } from './migrations.ts';
import type { Options } from './options.ts';
import pluginJson from './plugin.json';
import { suggestions } from './suggestions.ts';

await initPluginTranslations(pluginJson.id, [kitWords]);

export const plugin = new PanelPlugin<Options>(ActivityPanel)
  .useFieldConfig({
    disableStandardOptions: [
      FieldConfigProperty.Color,
      FieldConfigProperty.Thresholds,
      FieldConfigProperty.Filterable,
    ],
  })
  .setPanelOptions(editOptions)
  .setMigrationHandler(migrateOptions)
  .setSuggestionsSupplier(suggestions)
  .setNoPadding();
