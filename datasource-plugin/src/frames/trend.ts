import { DataFrameType, FieldType } from '@grafana/data';
import type { Trend } from '@hubscope/exporter/contract';
import { usageFiguresTable } from '../figures/index.ts';
import type { TrendQuery } from '../types/query.ts';
import { fieldsOf, figureColumns, unixMs, type Draft, type Input } from './frame.ts';
import { timeLabel } from './labels.ts';
import { begunBuckets } from './statistics.ts';

/** Today hour by hour. Hours that have not begun are null: nothing is known of them. */
export function trendFrames({ query, answer, money }: Input<TrendQuery, Trend>): Draft[] {
  const asked = query.figures ?? [];
  const figures = usageFiguresTable.filter(({ name }) => asked.length === 0 || asked.includes(name));
  const found = answer.value;
  const hours = found?.hours ?? [];
  const times = hours.map(({ from }) => Date.parse(from));
  const begun = begunBuckets(times, unixMs(answer.asOf));
  const rows: readonly object[] = hours.map((hour, index) => (index < begun ? hour : {}));
  return [
    {
      shows: 'graph',
      type: DataFrameType.TimeSeriesWide,
      fields: [
        { name: 'time', type: FieldType.time, config: { displayNameFromDS: timeLabel() }, values: times },
        ...fieldsOf(figureColumns(figures, money), rows),
      ],
      facts:
        found === null
          ? {}
          : {
              engine: found.engine,
              span: { from: hours[0]?.from ?? null, to: answer.asOf },
              count: hours.length,
            },
    },
  ];
}
