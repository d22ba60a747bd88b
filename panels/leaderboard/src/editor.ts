import {
  FieldType,
  getFieldDisplayName,
  type FieldOverrideContext,
  type PanelOptionsEditorBuilder,
  type SelectableValue,
} from '@grafana/data';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { addDensityOption } from '@hubscope/panel-kit/densityOption.ts';
import { addHueOption } from '@hubscope/panel-kit/hueOption.ts';
import { defaultOptions, forms, type Form, type Options } from './options.ts';

const formNames = (): Readonly<Record<Form, string>> => ({
  auto: t('leaderboard.form.auto', 'By width'),
  rows: t('leaderboard.form.rows', 'Rows'),
  columns: t('leaderboard.form.columns', 'Table'),
});

/** The number fields of the data, to choose from. */
const numbersOf = ({ data }: FieldOverrideContext): SelectableValue<string>[] =>
  data.flatMap((frame) =>
    frame.fields
      .filter(({ type, name }) => type === FieldType.number && name !== 'rank' && name !== 'rankChange')
      .map((field) => ({ value: field.name, label: getFieldDisplayName(field, frame, data) })),
  );

/** The same for an option of several. Grafana's types take what one may choose for all that is chosen. */
const severalOf = (context: FieldOverrideContext): SelectableValue<string[]>[] =>
  numbersOf(context) as unknown as SelectableValue<string[]>[];

/** The panel's options as people see them. */
export function editOptions(builder: PanelOptionsEditorBuilder<Options>): void {
  builder
    .addSelect({
      path: 'value',
      name: t('leaderboard.value.name', 'Figure'),
      description: t('leaderboard.value.help', 'The number field that rows are measured by.'),
      defaultValue: defaultOptions.value,
      settings: {
        allowCustomValue: true,
        options: [],
        getOptions: (context) =>
          Promise.resolve([
            { value: '', label: t('leaderboard.value.first', 'The first one') },
            ...numbersOf(context),
          ]),
      },
    })
    .addMultiSelect({
      path: 'secondary',
      name: t('leaderboard.secondary.name', 'Under the figure'),
      description: t(
        'leaderboard.secondary.help',
        'Other figures of a row, as far as there is room. None: those that suit the figure.',
      ),
      defaultValue: [...defaultOptions.secondary],
      settings: {
        allowCustomValue: true,
        options: [],
        getOptions: (context) => Promise.resolve(severalOf(context)),
      },
    })
    .addSelect({
      path: 'form',
      name: t('leaderboard.form.name', 'Layout'),
      description: t('leaderboard.form.help', 'By width takes a table where several columns fit.'),
      defaultValue: defaultOptions.form,
      settings: { options: forms.map((value) => ({ value, label: formNames()[value] })) },
    })
    .addMultiSelect({
      path: 'columns',
      name: t('leaderboard.columns.name', 'Columns of the table'),
      description: t(
        'leaderboard.columns.help',
        'In this order, as far as there is room. None: all figures.',
      ),
      defaultValue: [...defaultOptions.columns],
      settings: {
        allowCustomValue: true,
        options: [],
        getOptions: (context) => Promise.resolve(severalOf(context)),
      },
      showIf: ({ form }) => form !== 'rows',
    })
    .addTextInput({
      path: 'label',
      name: t('leaderboard.label.name', 'Label'),
      description: t(
        'leaderboard.label.help',
        'Shown where the panel has no title. Empty: who is ranked, and by what.',
      ),
      defaultValue: defaultOptions.label,
    });
  addDensityOption(builder, defaultOptions);
  addHueOption(builder, defaultOptions)
    .addBooleanSwitch({
      path: 'rankChange',
      name: t('leaderboard.change.name', 'Places won and lost'),
      description: t('leaderboard.change.help', 'Where the query asks for rank changes.'),
      defaultValue: defaultOptions.rankChange,
    })
    .addBooleanSwitch({
      path: 'own',
      name: t('leaderboard.own.name', 'Keep your own rows in sight'),
      description: t('leaderboard.own.help', 'Also those that the query’s limit cuts off.'),
      defaultValue: defaultOptions.own,
    })
    .addTextInput({
      path: 'pinned',
      name: t('leaderboard.pinned.name', 'Whose rows are your own'),
      description: t(
        'leaderboard.pinned.help',
        'Names, with commas between them; variables may stand for them. Hubscope tells by itself those beyond the limit.',
      ),
      defaultValue: defaultOptions.pinned,
      showIf: ({ own }) => own,
    })
    .addBooleanSwitch({
      path: 'controls',
      name: t('leaderboard.controls.name', 'Search and copy'),
      description: t('leaderboard.controls.help', 'On a laptop, not on a wall.'),
      defaultValue: defaultOptions.controls,
    })
    .addNumberInput({
      path: 'pageSeconds',
      name: t('leaderboard.pageSeconds.name', 'Seconds per page'),
      description: t('leaderboard.pageSeconds.help', 'On a wall. 0: the first page only.'),
      defaultValue: defaultOptions.pageSeconds,
      settings: { min: 0, integer: true },
    })
    .addNumberInput({
      path: 'pageRows',
      name: t('leaderboard.pageRows.name', 'Rows per page, at most'),
      description: t('leaderboard.pageRows.help', 'On a wall. 0: as many as fit.'),
      defaultValue: defaultOptions.pageRows,
      settings: { min: 0, integer: true },
    });
}
