import { FieldType, getFieldDisplayName, type PanelOptionsEditorBuilder } from '@grafana/data';
import { t } from '@grafana/i18n';
import { addDensityOption } from '@hubscope/panel-kit/densityOption.ts';
import { hues, type Hue } from '@hubscope/panel-kit/theme/colours.ts';
import { directions, type Direction } from '@hubscope/panel-kit/format/change.ts';
import { defaultOptions, type Options } from './options.ts';

const hueNames = (): Readonly<Record<Hue, string>> => ({
  cyan: t('metric.hue.cyan', 'Cyan'),
  blue: t('metric.hue.blue', 'Blue'),
  amber: t('metric.hue.amber', 'Amber'),
  violet: t('metric.hue.violet', 'Violet'),
  green: t('metric.hue.green', 'Green'),
});

const directionNames = (): Readonly<Record<Direction, string>> => ({
  higher: t('metric.better.higher', 'Higher'),
  lower: t('metric.better.lower', 'Lower'),
  neutral: t('metric.better.neutral', 'Neither'),
});

const automatic = () => ({ value: 'auto' as const, label: t('metric.automatic', 'By the figure') });

/** The panel's options as people see them. */
export function editOptions(builder: PanelOptionsEditorBuilder<Options>): void {
  builder
    .addSelect({
      path: 'field',
      name: t('metric.field.name', 'Figure'),
      description: t('metric.field.help', 'The number field to show.'),
      defaultValue: defaultOptions.field,
      settings: {
        allowCustomValue: true,
        options: [],
        getOptions: ({ data }) =>
          Promise.resolve([
            { value: '', label: t('metric.field.first', 'The first one') },
            ...data.flatMap((frame) =>
              frame.fields
                .filter(({ type }) => type === FieldType.number)
                .map((field) => ({ value: field.name, label: getFieldDisplayName(field, frame, data) })),
            ),
          ]),
      },
    })
    .addTextInput({
      path: 'label',
      name: t('metric.label.name', 'Label'),
      description: t(
        'metric.label.help',
        'Shown where the panel has no title. Empty: the name of the figure.',
      ),
      defaultValue: defaultOptions.label,
    });
  addDensityOption(builder, defaultOptions)
    .addSelect({
      path: 'hue',
      name: t('metric.hue.name', 'Colour'),
      defaultValue: defaultOptions.hue,
      settings: { options: [automatic(), ...hues.map((value) => ({ value, label: hueNames()[value] }))] },
    })
    .addSelect({
      path: 'better',
      name: t('metric.better.name', 'What is better'),
      defaultValue: defaultOptions.better,
      settings: {
        options: [automatic(), ...directions.map((value) => ({ value, label: directionNames()[value] }))],
      },
    })
    .addBooleanSwitch({
      path: 'change',
      name: t('metric.change.name', 'Change'),
      description: t('metric.change.help', 'Against the first of two rows: yesterday’s same period.'),
      defaultValue: defaultOptions.change,
    })
    .addBooleanSwitch({
      path: 'sparkline',
      name: t('metric.sparkline.name', 'Sparkline'),
      description: t(
        'metric.sparkline.help',
        'From a frame of several rows; without one, what this page has seen so far.',
      ),
      defaultValue: defaultOptions.sparkline,
    })
    .addBooleanSwitch({
      path: 'pulse',
      name: t('metric.pulse.name', 'Live dot'),
      description: t('metric.pulse.help', 'Beats with each new answer.'),
      defaultValue: defaultOptions.pulse,
    });
}
