import type { PanelOptionsEditorBuilder, SelectableValue } from '@grafana/data';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { addDensityOption } from '@hubscope/panel-kit/densityOption.ts';
import { defaultOptions, modes, parts, views, type Mode, type Options, type Part } from './options.ts';
import { partWord, viewWord } from './words.ts';

const modeNames = (): Readonly<Record<Mode, string>> => ({
  requests: t('activity.mode.requests', 'Requests'),
  sessions: t('activity.mode.sessions', 'Sessions'),
});

/** Grafana's types take what one may choose for all that is chosen. */
const partChoices = (): SelectableValue<Part[]>[] =>
  parts.map((value) => ({ value, label: partWord(value) })) as unknown as SelectableValue<Part[]>[];

/** The panel's options as people see them. */
export function editOptions(builder: PanelOptionsEditorBuilder<Options>): void {
  builder
    .addTextInput({
      path: 'label',
      name: t('activity.label.name', 'Label'),
      description: t('activity.label.help', 'Shown where the panel has no title.'),
      defaultValue: defaultOptions.label,
    })
    .addSelect({
      path: 'mode',
      name: t('activity.mode.name', 'Rows'),
      description: t('activity.mode.help', 'Automatic takes whichever the data has.'),
      defaultValue: defaultOptions.mode,
      settings: {
        options: [
          { value: 'auto' as const, label: t('activity.mode.auto', 'Automatic') },
          ...modes.map((value) => ({ value, label: modeNames()[value] })),
        ],
      },
    });
  addDensityOption(builder, defaultOptions)
    .addSelect({
      path: 'view',
      name: t('activity.view.label', 'What is listed'),
      description: t(
        'activity.view.help',
        'Until a viewer chooses otherwise. Only sessions are idle, only requests slow.',
      ),
      defaultValue: defaultOptions.view,
      settings: { options: views.map((value) => ({ value, label: viewWord(value, 'requests') })) },
    })
    .addMultiSelect({
      path: 'parts',
      name: t('activity.parts.name', 'What rows tell'),
      description: t('activity.parts.help', 'As far as there is room. None: everything.'),
      defaultValue: defaultOptions.parts,
      settings: { options: partChoices() },
    })
    .addNumberInput({
      path: 'slowSeconds',
      name: t('activity.slow.name', 'Slow from, in seconds'),
      description: t('activity.slow.help', 'Marked, and listed under Slow.'),
      defaultValue: defaultOptions.slowSeconds,
      settings: { min: 0 },
    })
    .addNumberInput({
      path: 'rows',
      name: t('activity.rows.name', 'Rows, at most'),
      description: t('activity.rows.help', 'The newest ones. Older ones are not kept.'),
      defaultValue: defaultOptions.rows,
      settings: { min: 1, max: 1000, integer: true },
    })
    .addBooleanSwitch({
      path: 'controls',
      name: t('activity.controls.name', 'Search, views and pause'),
      description: t('activity.controls.help', 'On a laptop, not on a wall.'),
      defaultValue: defaultOptions.controls,
    });
}
