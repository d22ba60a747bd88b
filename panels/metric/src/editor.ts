import {
  FieldType,
  getFieldDisplayName,
  type FieldOverrideContext,
  type PanelOptionsEditorBuilder,
} from '@grafana/data';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { addDensityOption } from '@hubscope/panel-kit/densityOption.ts';
import { addHueOption } from '@hubscope/panel-kit/hueOption.ts';
import { directions, type Direction } from '@hubscope/panel-kit/format/change.ts';
import { defaultOptions, type Options } from './options.ts';

const directionNames = (): Readonly<Record<Direction, string>> => ({
  higher: t('metric.better.higher', 'Higher'),
  lower: t('metric.better.lower', 'Lower'),
  neutral: t('metric.better.neutral', 'Neither'),
});

/** The number fields of the data, after what stands for none of them. */
const numbersAfter =
  (none: string) =>
  ({ data }: FieldOverrideContext) =>
    Promise.resolve([
      { value: '', label: none },
      ...data.flatMap((frame) =>
        frame.fields
          .filter(({ type }) => type === FieldType.number)
          .map((field) => ({ value: field.name, label: getFieldDisplayName(field, frame, data) })),
      ),
    ]);

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
        getOptions: numbersAfter(t('metric.field.first', 'The first one')),
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
  addDensityOption(builder, defaultOptions);
  addHueOption(builder, defaultOptions)
    .addSelect({
      path: 'better',
      name: t('metric.better.name', 'What is better'),
      defaultValue: defaultOptions.better,
      settings: {
        options: [
          { value: 'auto' as const, label: t('metric.automatic', 'By the figure') },
          ...directions.map((value) => ({ value, label: directionNames()[value] })),
        ],
      },
    })
    .addBooleanSwitch({
      path: 'change',
      name: t('metric.change.name', 'Change'),
      description: t('metric.change.help', 'Against the first of two rows: yesterday’s same period.'),
      defaultValue: defaultOptions.change,
    })
    .addSelect({
      path: 'second',
      name: t('metric.second.name', 'Second figure'),
      description: t('metric.second.help', 'At the upper right, where there is no change to tell.'),
      defaultValue: defaultOptions.second,
      settings: {
        allowCustomValue: true,
        options: [],
        getOptions: numbersAfter(t('metric.second.none', 'None')),
      },
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
