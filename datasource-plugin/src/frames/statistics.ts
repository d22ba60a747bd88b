import { DataFrameType, FieldType, type Field, type FieldConfig } from '@grafana/data';
import { t } from '@hubscope/panel-kit/format/t.ts';
import type { Statistics } from '@hubscope/exporter/contract';
import {
  configOf,
  fieldName,
  haveMoney,
  nearest,
  usageFiguresTable,
  type Figure,
  type Money,
} from '../figures/index.ts';
import type { StatisticsQuery } from '../types/query.ts';
import { keepRows } from './filters.ts';
import { foldLines, limitOf, type Line } from './fold.ts';
import { unixMs, type Draft, type Input } from './frame.ts';
import { subjectLabels, timeLabel } from './labels.ts';
import { inLabel, linksOf } from './links.ts';
import { distinctNames } from './names.ts';
import { filterNotices, foldNotices, nameNotices } from './notices.ts';

/** A line whose name nobody shares. */
interface NamedLine extends Line {
  /** What it is called in the chart. */
  title: string;
  /** Of a user or key; false for sums of several. */
  single: boolean;
}

/** Usage over time: wide, with a field for each line and figure, or long, with a row for each line and bucket. */
export function statisticsFrames(input: Input<StatisticsQuery, Statistics>): Draft[] {
  const { query, answer, context, money } = input;
  const found = answer.value;
  const figures = chosen(query.figures ?? []);
  const subject = (found?.mode ?? query.mode ?? 'auto') in byKey ? 'key' : 'user';
  const { rows: series, broken } = keepRows(found?.series ?? [], query.filters, {
    [subject]: ({ id, name }: Statistics['series'][number]) => (id === 'others' ? null : name),
  });
  const lines = series.map((line) => lineOf(line, money));
  const { kept, rest } = foldLines(lines, limitOf(query.limit), ({ id }) => id === 'others');
  const shown = titled(rest === null ? kept : [...kept, restLine(rest, subject)]);
  const edges = (found?.edges ?? []).map(Date.parse);
  const times = edges.slice(0, -1);
  const begun = begunBuckets(times, unixMs(answer.asOf));
  const links = linksOf(subject, inLabel(subject), context);
  const chart = { lines: shown, figures, subject, times, begun, money, links } as const;
  const isLong = query.shape === 'long';
  return [
    {
      shows: 'graph',
      type: isLong ? DataFrameType.TimeSeriesLong : DataFrameType.TimeSeriesWide,
      fields: isLong ? longFields(chart) : wideFields(chart),
      notices: [
        ...filterNotices(broken),
        ...foldNotices(lines.length - (rest?.lines ?? 0), lines.length),
        ...nameNotices(answer),
      ],
      facts: found === null ? {} : factsOf(found),
    },
  ];
}

/** Modes whose lines are keys. */
const byKey = { keys: true, mixed: true };

interface Chart {
  lines: readonly NamedLine[];
  figures: readonly Figure[];
  subject: 'user' | 'key';
  /** Unix ms at which each bucket begins. */
  times: readonly number[];
  /** How many of the buckets have begun: there is nothing to tell of the others yet. */
  begun: number;
  money: Money;
  links: FieldConfig['links'];
}

/** Figures as asked for; cost alone unless asked, as the gateway's chart begins with. */
const chosen = (asked: readonly string[]): Figure[] =>
  usageFiguresTable.filter(({ name }) => (asked.length === 0 ? name === 'costUsd' : asked.includes(name)));

/** How many buckets have begun at a moment; all when it is not known. */
export function begunBuckets(times: readonly number[], now: number | null): number {
  if (now === null) return times.length;
  let begun = times.length;
  while (begun > 0 && (times[begun - 1] ?? 0) > now) begun -= 1;
  return begun;
}

const factsOf = ({ engine, edges, series }: Statistics) => ({
  engine,
  span: { from: edges[0] ?? null, to: edges.at(-1) ?? null },
  count: series.length,
});

function lineOf(series: Statistics['series'][number], money: Money): Line {
  const cost = (series as Readonly<Record<string, unknown>>)[money.property('costUsd')];
  return {
    id: series.id,
    name: series.id === 'others' ? t('frames.row.otherUsers', 'Other users') : series.name,
    requests: series.requests,
    cost: Array.isArray(cost) ? (cost as string[]) : null,
  };
}

/** Id of the line that adds up what the limit cuts off. */
const REST = 'rest';

const restLine = (
  { lines, requests, cost }: { lines: number; requests: number[]; cost: string[] | null },
  subject: Chart['subject'],
): Line => ({
  id: REST,
  name:
    subject === 'user'
      ? t('frames.row.restUsers', '', {
          count: lines,
          defaultValue_one: 'Others ({{count}} user)',
          defaultValue_other: 'Others ({{count}} users)',
        })
      : t('frames.row.restKeys', '', {
          count: lines,
          defaultValue_one: 'Others ({{count}} key)',
          defaultValue_other: 'Others ({{count}} keys)',
        }),
  requests,
  cost,
});

function titled(lines: readonly Line[]): NamedLine[] {
  const titles = distinctNames(lines, [timeLabel()]);
  return lines.map((line, index) => ({
    ...line,
    title: titles[index] ?? line.name,
    single: line.id !== 'others' && line.id !== REST,
  }));
}

const isCost = (figure: Figure): boolean => haveMoney([figure]);

/** Values of a line's figure; null in buckets that have not begun, and where it is not known. */
function valueAt(line: Line, figure: Figure): (bucket: number) => number | null {
  const { cost, requests } = line;
  if (!isCost(figure)) return (bucket) => requests[bucket] ?? null;
  return cost === null ? () => null : (bucket) => nearest(cost[bucket]);
}

const timeField = (values: number[]): Field => ({
  name: 'time',
  type: FieldType.time,
  config: { displayNameFromDS: timeLabel() },
  values,
});

function wideFields({ lines, figures, subject, times, begun, money, links }: Chart): Field[] {
  return [
    timeField([...times]),
    ...figures.flatMap((figure) => {
      const config = configOf(figure, money.unit);
      return lines.map((line): Field => {
        const value = valueAt(line, figure);
        const title = figures.length > 1 ? `${line.title} · ${figure.label()}` : line.title;
        return {
          name: fieldName(figure.name),
          type: FieldType.number,
          labels: { [subject]: line.name, id: String(line.id) },
          config: { ...config, displayNameFromDS: title, ...(line.single ? { links } : {}) },
          values: times.map((_, bucket) => (bucket < begun ? value(bucket) : null)),
        };
      });
    }),
  ];
}

function longFields({ lines, figures, subject, times, begun, money }: Chart): Field[] {
  const instants: number[] = [];
  const names: string[] = [];
  times.slice(0, begun).forEach((time) => {
    for (const { title } of lines) {
      instants.push(time);
      names.push(title);
    }
  });
  return [
    timeField(instants),
    {
      name: subject,
      type: FieldType.string,
      config: { displayNameFromDS: subjectLabels[subject]() },
      values: names,
    },
    ...figures.map((figure): Field => {
      const readers = lines.map((line) => valueAt(line, figure));
      const values: (number | null)[] = [];
      for (let bucket = 0; bucket < begun; bucket += 1) {
        for (const read of readers) values.push(read(bucket));
      }
      return {
        name: fieldName(figure.name),
        type: FieldType.number,
        config: configOf(figure, money.unit),
        values,
      };
    }),
  ];
}
