import type { PanelOptionsEditorBuilder } from '@grafana/data';
import { t } from './format/t.ts';
import { hues, type Hue } from './theme/colours.ts';

const names = (): Readonly<Record<Hue, string>> => ({
  cyan: t('kit.hue.cyan', 'Cyan'),
  blue: t('kit.hue.blue', 'Blue'),
  amber: t('kit.hue.amber', 'Amber'),
  violet: t('kit.hue.violet', 'Violet'),
  green: t('kit.hue.green', 'Green'),
});

/** The option of panels that draw one figure, whose hue it is unless somebody takes another. */
export function addHueOption<Options extends { hue: Hue | 'auto' }>(
  builder: PanelOptionsEditorBuilder<Options>,
  defaults: Options,
): PanelOptionsEditorBuilder<Options> {
  return builder.addSelect({
    path: 'hue',
    name: t('kit.hue.name', 'Colour'),
    defaultValue: defaults.hue,
    settings: {
      options: [
        { value: 'auto' as const, label: t('kit.hue.auto', 'By the figure') },
        ...hues.map((value) => ({ value, label: names()[value] })),
      ],
    },
  });
}
