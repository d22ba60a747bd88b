import { DataFrameType, dateTimeForTimeZone, FieldType, type FieldConfig } from '@grafana/data';
import type { Overview } from '@hubscope/exporter/contract';
import { configOf, fieldName, headlineFigures } from '../figures/index.ts';
import type { OverviewFigure, OverviewQuery } from '../types/query.ts';
import { readerOf, unixMs, type Draft, type Input } from './frame.ts';
import { timeLabel } from './labels.ts';
import { figureNotices } from './notices.ts';

/**
 * Headline figures; with `compare` in two rows, yesterday's same period and now, from which a stat panel takes its
 * change. Grafana's stat draws the last row that is not null: a figure that is unknown now has no yesterday either, or
 * yesterday's would be shown for it. Of a figure without yesterday, in one row or in two, stat says 0 %.
 */
export function overviewFrames({ query, answer, money }: Input<OverviewQuery, Overview>): Draft[] {
  const asked = query.figures ?? [];
  const figures = headlineFigures.filter(({ name }) => asked.length === 0 || asked.includes(name));
  const now = unixMs(answer.asOf);
  const { value } = answer;
  const compared = (query.compare ?? true) && value !== null && now !== null;
  const latest = value === null ? {} : latestOf(value);
  const before = value?.yesterdaySamePeriod ?? {};
  return [
    {
      shows: 'table',
      type: DataFrameType.TimeSeriesWide,
      fields: [
        {
          name: 'time',
          type: FieldType.time,
          config: { displayNameFromDS: timeLabel() },
          values: compared ? [dayBefore(now, answer.timezone), now] : [now],
        },
        ...figures.map((figure) => {
          const read = readerOf(figure, money);
          const current = read(latest);
          return {
            name: fieldName(figure.name),
            type: FieldType.number,
            config: { ...configOf(figure, money.unit), ...trustIn(value, figure.name) },
            values: compared ? [current === null ? null : read(before), current] : [current],
          };
        }),
      ],
      notices: figures.flatMap(({ name, label }) =>
        value !== null && (name === 'concurrentSessions' || name === 'inflightRequests')
          ? figureNotices(label(), value[name])
          : [],
      ),
    },
  ];
}

/** What panels are told of a figure that comes from Redis, and may be less sure than the rest. */
function trustIn(value: Overview | null, name: OverviewFigure): Pick<FieldConfig, 'custom'> {
  if (value === null || (name !== 'concurrentSessions' && name !== 'inflightRequests')) return {};
  const { quality, ageSeconds, reason } = value[name];
  return quality === 'fresh' ? {} : { custom: { quality, ageSeconds, reason } };
}

const latestOf = ({ today, requestsPerMinute, concurrentSessions, inflightRequests }: Overview): object => ({
  ...today,
  requestsPerMinute,
  concurrentSessions: concurrentSessions.value,
  inflightRequests: inflightRequests.value,
});

/** The same local time of the day before, on the gateway's calendar. */
const dayBefore = (now: number, timezone: string | null): number =>
  dateTimeForTimeZone(timezone ?? 'utc', now)
    .subtract(1, 'day')
    .valueOf();
