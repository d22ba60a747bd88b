import type { PanelOptionsEditorBuilder } from '@grafana/data';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { addDensityOption } from '@hubscope/panel-kit/densityOption.ts';
import { defaultOptions, sortings, type Options, type Sorting } from './options.ts';

const sortingNames = (): Readonly<Record<Sorting, string>> => ({
  saturation: t('slots.sort.saturation', 'Fullest first'),
  priority: t('slots.sort.priority', 'Priority'),
  name: t('slots.sort.byName', 'Name'),
});

/** The panel's options as people see them. */
export function editOptions(builder: PanelOptionsEditorBuilder<Options>): void {
  builder.addTextInput({
    path: 'label',
    name: t('slots.label.name', 'Label'),
    description: t('slots.label.help', 'Shown where the panel has no title.'),
    defaultValue: defaultOptions.label,
  });
  addDensityOption(builder, defaultOptions)
    .addSelect({
      path: 'sort',
      name: t('slots.sort.name', 'Order'),
      defaultValue: defaultOptions.sort,
      settings: { options: sortings.map((value) => ({ value, label: sortingNames()[value] })) },
    })
    .addBooleanSwitch({
      path: 'fleet',
      name: t('slots.fleet.name', 'Fleet'),
      description: t('slots.fleet.help', 'All limited slots of enabled providers, above the list.'),
      defaultValue: defaultOptions.fleet,
    })
    .addBooleanSwitch({
      path: 'forecast',
      name: t('slots.forecast.name', 'Forecast'),
      description: t(
        'slots.forecast.help',
        'When the fleet will be full, by the last ten minutes that this page has seen. Told only while it fills steadily.',
      ),
      defaultValue: defaultOptions.forecast,
      showIf: ({ fleet }) => fleet,
    })
    .addBooleanSwitch({
      path: 'volume',
      name: t('slots.volume.name', 'Volume'),
      description: t('slots.volume.help', 'Tokens of today, where there is room.'),
      defaultValue: defaultOptions.volume,
    })
    .addBooleanSwitch({
      path: 'disabled',
      name: t('slots.disabledOption.name', 'Disabled providers'),
      description: t('slots.disabledOption.help', 'Dimmed, at the end.'),
      defaultValue: defaultOptions.disabled,
    });
}
