import React, { useMemo } from 'react';
import {
  applyFieldOverrides,
  EventBusSrv,
  getPanelOptionsWithDefaults,
  type AbsoluteTimeRange,
  type FieldConfigSource,
  type PanelData,
  type PanelPlugin,
} from '@grafana/data';
import { useTheme2 } from '@grafana/ui';

interface Props {
  plugin: PanelPlugin;
  id: number;
  /** Series as the data source made them. */
  data: PanelData;
  /** What differs from the panel's defaults. */
  options: Record<string, unknown>;
  fieldConfig?: FieldConfigSource | undefined;
  timeZone: string;
  width: number;
  height: number;
  title?: string | undefined;
  transparent?: boolean;
  onOptionsChange?: (options: Record<string, unknown>) => void;
  onChangeTimeRange?: (range: AbsoluteTimeRange) => void;
}

const eventBus = new EventBusSrv();
const unchanged = (text: string): string => text;
const ignored = () => undefined;

/** A panel as Grafana would give it its data, options and size. */
export function PanelHost({
  plugin,
  id,
  data,
  options,
  fieldConfig,
  timeZone,
  width,
  height,
  title = '',
  transparent = false,
  onOptionsChange = ignored,
  onChangeTimeRange = ignored,
}: Props) {
  const theme = useTheme2();
  const given = useMemo(
    () =>
      getPanelOptionsWithDefaults({
        plugin,
        currentOptions: options,
        currentFieldConfig: fieldConfig ?? { defaults: {}, overrides: [] },
        isAfterPluginChange: false,
      }),
    [plugin, options, fieldConfig],
  );
  const shown = useMemo(
    (): PanelData => ({
      ...data,
      series: applyFieldOverrides({
        data: data.series,
        fieldConfig: given.fieldConfig,
        fieldConfigRegistry: plugin.fieldConfigRegistry,
        replaceVariables: unchanged,
        theme,
        timeZone,
      }),
    }),
    [data, given, plugin, theme, timeZone],
  );
  const Panel = plugin.panel;
  if (Panel === null) return null;
  return (
    <Panel
      id={id}
      data={shown}
      title={title}
      options={given.options}
      fieldConfig={given.fieldConfig}
      width={width}
      height={height}
      timeRange={data.timeRange}
      timeZone={timeZone}
      transparent={transparent}
      renderCounter={0}
      replaceVariables={unchanged}
      onOptionsChange={onOptionsChange}
      onFieldConfigChange={ignored}
      onChangeTimeRange={onChangeTimeRange}
      eventBus={eventBus}
    />
  );
}
