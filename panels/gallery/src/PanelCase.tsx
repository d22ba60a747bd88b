import React, { useMemo, useState } from 'react';
import {
  dateTime,
  dateTimeForTimeZone,
  LoadingState,
  type AbsoluteTimeRange,
  type PanelData,
  type PanelPlugin,
  type TimeRange,
} from '@grafana/data';
import { START } from './answers/answer.ts';
import type { Case } from './exhibit.ts';
import { PanelHost } from './host/PanelHost.tsx';

interface Props {
  plugin: PanelPlugin;
  shown: Case;
  id: number;
}

const ZONE = 'Asia/Shanghai';
/** The day of the gallery's answers, until a panel asks for another range. */
const today = (): TimeRange => ({
  from: dateTimeForTimeZone(ZONE, START).startOf('day'),
  to: dateTime(START),
  raw: { from: 'now/d', to: 'now' },
});

/** A panel with the data of a case. */
export function PanelCase({ plugin, shown, id }: Props) {
  const { series, state, error, width, height, title, fieldConfig } = shown;
  const [options, setOptions] = useState(shown.options ?? {});
  const [timeRange, setTimeRange] = useState(today);
  const data = useMemo(
    (): PanelData => ({
      series,
      state: state ?? LoadingState.Done,
      timeRange,
      ...(error === undefined ? {} : { errors: [{ message: error }] }),
    }),
    [series, state, error, timeRange],
  );
  return (
    <PanelHost
      plugin={plugin}
      id={id}
      data={data}
      options={options}
      fieldConfig={fieldConfig}
      timeZone={ZONE}
      width={width}
      height={height}
      title={title}
      onOptionsChange={setOptions}
      onChangeTimeRange={({ from, to }: AbsoluteTimeRange) => {
        const [begins, ends] = [dateTime(from), dateTime(to)];
        setTimeRange({ from: begins, to: ends, raw: { from: begins, to: ends } });
      }}
    />
  );
}
