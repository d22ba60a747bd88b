import React, { useMemo, useState } from 'react';
import {
  applyFieldOverrides,
  dateTime,
  dateTimeForTimeZone,
  EventBusSrv,
  getPanelOptionsWithDefaults,
  LoadingState,
  type PanelData,
  type PanelPlugin,
  type TimeRange,
} from '@grafana/data';
import { useTheme2 } from '@grafana/ui';
import { START } from './answers/answer.ts';
import type { Case } from './exhibit.ts';

interface Props {
  plugin: PanelPlugin;
  shown: Case;
  id: number;
}

const eventBus = new EventBusSrv();
const ZONE = 'Asia/Shanghai';
/** The day of the gallery's answers, until a panel asks for another range. */
const today = (): TimeRange => ({
  from: dateTimeForTimeZone(ZONE, START).startOf('day'),
  to: dateTime(START),
  raw: { from: 'now/d', to: 'now' },
});
const unchanged = (text: string): string => text;

/** A panel as Grafana would give it its data, options and size. */
export function PanelCase({ plugin, shown, id }: Props) {
  const theme = useTheme2();
  const { series, state, error, width, height, title } = shown;
  const [options, setOptions] = useState(shown.options ?? {});
  const [timeRange, setTimeRange] = useState(today);
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
        timeZone: ZONE,
      }),
      state: state ?? LoadingState.Done,
      timeRange,
      ...(error === undefined ? {} : { errors: [{ message: error }] }),
    }),
    [series, state, error, given, plugin, theme, timeRange],
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
      timeRange={timeRange}
      timeZone={ZONE}
      transparent={false}
      renderCounter={0}
      replaceVariables={unchanged}
      onOptionsChange={setOptions}
      onFieldConfigChange={() => undefined}
      onChangeTimeRange={({ from, to }) => {
        const [begins, ends] = [dateTime(from), dateTime(to)];
        setTimeRange({ from: begins, to: ends, raw: { from: begins, to: ends } });
      }}
      eventBus={eventBus}
    />
  );
}
