import { FieldConfigProperty, PanelPlugin } from '@grafana/data';
import { initPluginTranslations } from '@grafana/i18n';
import { kitWords } from '@hubscope/panel-kit/words.ts';
import { editOptions } from './editor.ts';
import { migrateOptions } from './migrations.ts';
import type { Options } from './options.ts';
import pluginJson from './plugin.json';
import { suggestions } from './suggestions.ts';
import { UsagePanel } from './UsagePanel.tsx';

await initPluginTranslations(pluginJson.id, [kitWords]);

export const plugin = new PanelPlugin<Options>(UsagePanel)
  .useFieldConfig({
    disableStandardOptions: [
      FieldConfigProperty.Color,
      FieldConfigProperty.Filterable,
      FieldConfigProperty.Thresholds,
    ],
  })
  .setPanelOptions(editOptions)
  .setMigrationHandler(migrateOptions)
  .setSuggestionsSupplier(suggestions)
  .setNoPadding();
