import type { PanelOptionsEditorBuilder } from '@grafana/data';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { addDensityOption } from '@hubscope/panel-kit/densityOption.ts';
import { defaultOptions, parts, watchdogs, type Options, type Part, type Watchdog } from './options.ts';

const partNames = (): Readonly<Record<Part, string>> => ({
  header: t('stage.part.header', 'Header'),
  footer: t('stage.part.footer', 'Footer'),
});

const watchdogNames = (): Readonly<Record<Watchdog, string>> => ({
  kiosk: t('stage.watchdog.kiosk', 'In kiosk mode'),
  always: t('stage.watchdog.always', 'Always'),
  off: t('stage.watchdog.off', 'Never'),
});

const isHeader = ({ part }: Options): boolean => part === 'header';
const isWatched = (options: Options): boolean => isHeader(options) && options.watchdog !== 'off';

/** The panel's options as people see them. */
export function editOptions(builder: PanelOptionsEditorBuilder<Options>): void {
  builder.addRadio({
    path: 'part',
    name: t('stage.part.name', 'Part of the screen'),
    defaultValue: defaultOptions.part,
    settings: { options: parts.map((value) => ({ value, label: partNames()[value] })) },
  });
  addDensityOption(builder, defaultOptions)
    .addTextInput({
      path: 'heading',
      name: t('stage.heading.name', 'Title'),
      description: t('stage.heading.help', 'Empty: the title of the dashboard.'),
      defaultValue: defaultOptions.heading,
      showIf: isHeader,
    })
    .addTextInput({
      path: 'subtitle',
      name: t('stage.subtitle.name', 'Subtitle'),
      defaultValue: defaultOptions.subtitle,
      showIf: isHeader,
    })
    .addBooleanSwitch({
      path: 'lights',
      name: t('stage.lightsOption.name', 'Sources'),
      description: t('stage.lightsOption.help', 'Whether PostgreSQL, Redis and the ledger answer.'),
      defaultValue: defaultOptions.lights,
      showIf: isHeader,
    })
    .addBooleanSwitch({
      path: 'seconds',
      name: t('stage.seconds.name', 'Seconds'),
      defaultValue: defaultOptions.seconds,
      showIf: isHeader,
    })
    .addBooleanSwitch({
      path: 'controls',
      name: t('stage.controlsOption.name', 'Controls'),
      description: t('stage.controlsOption.help', 'Language, theme, reload and full screen.'),
      defaultValue: defaultOptions.controls,
      showIf: isHeader,
    })
    .addNumberInput({
      path: 'idleSeconds',
      name: t('stage.idle.name', 'Hide controls after'),
      description: t('stage.idle.help', 'Seconds without input; in kiosk mode the pointer, too. 0: never.'),
      defaultValue: defaultOptions.idleSeconds,
      settings: { min: 0, integer: true },
      showIf: (options) => isHeader(options) && options.controls,
    })
    .addBooleanSwitch({
      path: 'field',
      name: t('stage.field.name', 'Particles'),
      description: t('stage.field.help', 'A quiet field behind all panels, unless less motion is asked for.'),
      defaultValue: defaultOptions.field,
      showIf: isHeader,
    });
  editWatchdog(builder);
}

function editWatchdog(builder: PanelOptionsEditorBuilder<Options>): void {
  const category = [t('stage.watchdog.category', 'Watchdog')];
  builder
    .addSelect({
      path: 'watchdog',
      name: t('stage.watchdog.name', 'Load the page again'),
      description: t('stage.watchdog.help', 'At a quiet minute, when the page no longer does its work.'),
      category,
      defaultValue: defaultOptions.watchdog,
      settings: { options: watchdogs.map((value) => ({ value, label: watchdogNames()[value] })) },
      showIf: isHeader,
    })
    .addNumberInput({
      path: 'frameMinutes',
      name: t('stage.frames.name', 'Without new data'),
      description: t('stage.frames.help', 'Minutes. 0: never.'),
      category,
      defaultValue: defaultOptions.frameMinutes,
      settings: { min: 0 },
      showIf: isWatched,
    })
    .addNumberInput({
      path: 'memoryMegabytes',
      name: t('stage.memory.name', 'With more memory than'),
      description: t('stage.memory.help', 'Megabytes of scripts, where the browser tells. 0: never.'),
      category,
      defaultValue: defaultOptions.memoryMegabytes,
      settings: { min: 0 },
      showIf: isWatched,
    })
    .addSelect({
      path: 'memoryHour',
      name: t('stage.memoryHour.name', 'And in the hour'),
      description: t('stage.memoryHour.help', 'Of the gateway’s day.'),
      category,
      defaultValue: defaultOptions.memoryHour,
      settings: {
        options: [
          { value: 'any' as const, label: t('stage.memoryHour.any', 'Any') },
          ...Array.from({ length: 24 }, (_, hour) => ({
            value: hour,
            label: `${String(hour).padStart(2, '0')}:00`,
          })),
        ],
      },
      showIf: (options) => isWatched(options) && options.memoryMegabytes > 0,
    });
}
