import type { PanelOptionsEditorBuilder } from '@grafana/data';
import { t } from './format/t.ts';
import { densities, type DensityOption } from './theme/density.ts';

const names = (): Readonly<Record<DensityOption, string>> => ({
  auto: t('kit.density.auto', 'Automatic'),
  tile: t('kit.density.tile', 'Tile'),
  bento: t('kit.density.bento', 'Laptop'),
  wall: t('kit.density.wall', 'Wall'),
});

/** The option of all panels that says from how far they are looked at. */
export function addDensityOption<Options extends { density: DensityOption }>(
  builder: PanelOptionsEditorBuilder<Options>,
  defaults: Options,
): PanelOptionsEditorBuilder<Options> {
  return builder.addSelect({
    path: 'density',
    name: t('kit.density.name', 'Size of type'),
    description: t(
      'kit.density.help',
      'Automatic takes a wall’s sizes in kiosk mode, and small ones in a small panel.',
    ),
    defaultValue: defaults.density,
    settings: {
      options: (['auto', ...densities] as const).map((value) => ({ value, label: names()[value] })),
    },
  });
}
