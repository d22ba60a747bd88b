import React, { useMemo, useState } from 'react';
import {
  applyFieldOverrides,
  EventBusSrv,
  getDefaultTimeRange,
  getPanelOptionsWithDefaults,
  LoadingState,
  type PanelData,
  type PanelPlugin,
} from '@grafana/data';
import { useTheme2 } from '@grafana/ui';
import type { Case } from './exhibit.ts';

interface Props {
  plugin: PanelPlugin;
  shown: Case;
  id: number;
}

const eventBus = new EventBusSrv();
const unchanged = (text: string): string => text;

/** A panel as Grafana would give it its data, options and size. */
export function PanelCase({ plugin, shown, id }: Props) {
  const theme = useTheme2();
  const { series, state, error, width, height, title } = shown;
  const [options, setOptions] = useState(shown.options ?? {});
  const given = useMemo(
    () =>
      getPanelOptionsWithDefaults({
        plugin,
        currentOptions: options,
        currentFieldConfig: shown.fieldConfig ?? { defaults: {}, overrides: [] },
        isAfterPluginChange: false,
      }),
    [plugin, options, shown.fieldConfig],
  );
  const data = useMemo(
    (): PanelData => ({
      series: applyFieldOverrides({
        data: series,
        fieldConfig: given.fieldConfig,
        fieldConfigRegistry: plugin.fieldConfigRegistry,
        replaceVariables: unchanged,
        theme,
        timeZone: 'Asia/Shanghai',
      }),
      state: state ?? LoadingState.Done,
      timeRange: getDefaultTimeRange(),
      ...(error === undefined ? {} : { errors: [{ message: error }] }),
    }),
    [series, state, error, given, plugin, theme],
  );
  const Panel = plugin.panel;
  if (Panel === null) return null;
  return (
    <Panel
      id={id}
      data={data}
      title={title ?? ''}
      options={given.options}
      fieldConfig={given.fieldConfig}
      width={width}
      height={height}
      timeRange={data.timeRange}
      timeZone="Asia/Shanghai"
      transparent={false}
      renderCounter={0}
      replaceVariables={unchanged}
      onOptionsChange={setOptions}
      onFieldConfigChange={() => undefined}
      onChangeTimeRange={() => undefined}
      eventBus={eventBus}
    />
  );
}
