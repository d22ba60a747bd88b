import { FieldConfigProperty, PanelPlugin, ThresholdsMode } from '@grafana/data';
import { initPluginTranslations } from '@grafana/i18n';
import { kitWords } from '@hubscope/panel-kit/words.ts';
import { editOptions } from './editor.ts';
import { migrateOptions } from './migrations.ts';
import type { Options } from './options.ts';
import pluginJson from './plugin.json';
import { SlotsPanel } from './SlotsPanel.tsx';
import { suggestions } from './suggestions.ts';

await initPluginTranslations(pluginJson.id, [kitWords]);

export const plugin = new PanelPlugin<Options>(SlotsPanel)
  .useFieldConfig({
    disableStandardOptions: [FieldConfigProperty.Color, FieldConfigProperty.Filterable],
    standardOptions: {
      [FieldConfigProperty.Thresholds]: {
        defaultValue: {
          mode: ThresholdsMode.Absolute,
          steps: [
            { value: -Infinity, color: 'green' },
            { value: 0.7, color: 'orange' },
            { value: 0.9, color: 'red' },
          ],
        },
      },
    },
  })
  .setPanelOptions(editOptions)
  .setMigrationHandler(migrateOptions)
  .setSuggestionsSupplier(suggestions)
  .setNoPadding();
