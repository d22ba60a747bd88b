import type { PanelOptionsEditorBuilder } from '@grafana/data';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { addDensityOption } from '@hubscope/panel-kit/densityOption.ts';
import { arrangements, defaultOptions, totals, type Options } from './options.ts';
import { arrangementWords, totalWords } from './words.ts';

/** The panel's options as people see them. */
export function editOptions(builder: PanelOptionsEditorBuilder<Options>): void {
  addDensityOption(
    builder.addTextInput({
      path: 'label',
      name: t('usage.label.name', 'Label'),
      description: t(
        'usage.label.help',
        'Shown where the panel has no title. Empty: on a wall the figure and its span, else nothing, since the sums say it.',
      ),
      defaultValue: defaultOptions.label,
    }),
    defaultOptions,
  )
    .addSelect({
      path: 'figures',
      name: t('usage.figures.name', 'Figures'),
      description: t('usage.figures.help', 'What is drawn at first; viewers can choose by the sums.'),
      defaultValue: defaultOptions.figures,
      settings: {
        options: [
          { value: 'auto', label: t('usage.figures.both', 'Cost and requests') },
          { value: 'cost', label: t('usage.figure.cost', 'Cost') },
          { value: 'requests', label: t('usage.figure.requests', 'Requests') },
        ],
      },
    })
    .addRadio({
      path: 'arrangement',
      name: t('usage.arrangement.label', 'Arrangement'),
      description: t('usage.arrangement.help', 'Of several lines, until viewers choose.'),
      defaultValue: defaultOptions.arrangement,
      settings: { options: arrangements.map((value) => ({ value, label: arrangementWords()[value] })) },
    })
    .addRadio({
      path: 'total',
      name: t('usage.total.name', 'Total'),
      description: t(
        'usage.total.help',
        'At the upper left and in the legend. Automatic: the sum of Hubscope’s buckets, the last value of any other data.',
      ),
      defaultValue: defaultOptions.total,
      settings: {
        options: [
          { value: 'auto', label: t('usage.total.auto', 'Automatic') },
          ...totals.map((value) => ({ value, label: totalWords()[value] })),
        ],
      },
    })
    .addSliderInput({
      path: 'coloured',
      name: t('usage.coloured.name', 'Lines in colour'),
      description: t(
        'usage.coloured.help',
        'The lines of most usage. All others are thin, or one layer of a stack.',
      ),
      defaultValue: defaultOptions.coloured,
      settings: { min: 1, max: 15, step: 1 },
    })
    .addBooleanSwitch({
      path: 'legend',
      name: t('usage.legend.name', 'Legend'),
      defaultValue: defaultOptions.legend,
    })
    .addBooleanSwitch({
      path: 'ranges',
      name: t('usage.ranges.name', 'Range buttons'),
      description: t('usage.ranges.help', 'They set the dashboard’s time range: the query has to follow it.'),
      defaultValue: defaultOptions.ranges,
    })
    .addRadio({
      path: 'ghost',
      name: t('usage.ghost.name', 'Time before'),
      description: t(
        'usage.ghost.help',
        'Dashed, from a second query with the figures of yesterday or of the period before.',
      ),
      defaultValue: defaultOptions.ghost,
      settings: {
        options: [
          { value: 'auto', label: t('usage.ghost.auto', 'Where there is one') },
          { value: 'off', label: t('usage.ghost.off', 'Off') },
        ],
      },
    })
    .addTextInput({
      path: 'ghostQuery',
      name: t('usage.ghostQuery.name', 'Its query'),
      description: t(
        'usage.ghostQuery.help',
        'Letter of the query, for example B. Empty: the one whose times end about a day earlier.',
      ),
      defaultValue: defaultOptions.ghostQuery,
      showIf: ({ ghost }) => ghost === 'auto',
    });
}
