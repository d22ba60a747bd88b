import { FieldConfigProperty, PanelPlugin } from '@grafana/data';
import { initPluginTranslations } from '@grafana/i18n';
import { kitWords } from '@hubscope/panel-kit/words.ts';
import { editOptions } from './editor.ts';
import { LeaderboardPanel } from './LeaderboardPanel.tsx';
import { migrateOptions } from './migrations.ts';
import type { Options } from './options.ts';
import pluginJson from './plugin.json';
import { suggestions } from './suggestions.ts';

await initPluginTranslations(pluginJson.id, [kitWords]);

export const plugin = new PanelPlugin<Options>(LeaderboardPanel)
  .useFieldConfig({
    // Grafana would give its own thresholds to every figure; here only those of the data count.
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
