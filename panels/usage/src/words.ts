import { dateTimeFormat, type Field } from '@grafana/data';
import { t } from '@hubscope/panel-kit/format/t.ts';
import type { Arrangement, FigureName, Total } from './options.ts';
import type { RangeName } from './ranges.ts';

/** What a figure is called; fields of other sources have their own names. */
export function figureWord(figure: FigureName, field: Field | undefined): string {
  if (figure === 'cost') return t('usage.figure.cost', 'Cost');
  const name = field?.name ?? '';
  if (name === 'requests' || name === '') return t('usage.figure.requests', 'Requests');
  return field?.config.displayName ?? (/^value$/i.test(name) ? t('usage.figure.count', 'Count') : name);
}

export const arrangementWords = (): Readonly<Record<Arrangement, string>> => ({
  overlay: t('usage.arrangement.overlay', 'Overlay'),
  stacked: t('usage.arrangement.stacked', 'Stacked'),
});

export const totalWords = (): Readonly<Record<Total, string>> => ({
  sum: t('usage.total.sum', 'Sum'),
  last: t('usage.total.last', 'Last value'),
});

export const rangeWords = (): Readonly<Record<RangeName, string>> => ({
  today: t('usage.range.today', 'Today'),
  '7days': t('usage.range.week', '7 days'),
  '30days': t('usage.range.days', '30 days'),
  thisMonth: t('usage.range.month', 'This month'),
});

export const actionWords = () => ({
  all: t('usage.legend.all', 'Select all'),
  clear: t('usage.legend.clear', 'Clear'),
});

/** When a ghost is of, and of whom: of a line, or, without one, of all of several. */
export const ghostText = (days: number, line: string | null, isSingle: boolean): string =>
  [ghostTime(days), line ?? (isSingle ? '' : t('usage.ghost.all', 'all'))]
    .filter((part) => part !== '')
    .join(', ');

function ghostTime(days: number): string {
  if (days === 0) return t('usage.ghost.before', 'before');
  if (days === 1) return t('usage.ghost.yesterday', 'yesterday');
  return t('usage.ghost.days', '{{days}} days before', { days });
}

/** The zone by its name, where Grafana has a word for it. */
function zoneName(zone: string): string {
  if (zone === 'utc') return 'UTC';
  return zone === 'browser' || zone === '' ? Intl.DateTimeFormat().resolvedOptions().timeZone : zone;
}

/** What stands beside the line of now; figures that are old say when they were true. */
export function nowText(now: number, zone: string, isStale: boolean, isWide: boolean): string {
  const time = dateTimeFormat(now, { timeZone: zone, format: 'HH:mm' });
  if (!isWide)
    return isStale
      ? t('usage.asOf.short', 'as of {{time}}', { time })
      : t('usage.now.short', 'now {{time}}', { time });
  const told = { time, zone: zoneName(zone) };
  return isStale
    ? t('usage.asOf.zone', 'as of {{time}}, {{zone}}', told)
    : t('usage.now.zone', 'now {{time}}, {{zone}}', told);
}

const HOUR = 3_600_000;

/** A figure and the span that the chart shows of it: "Requests, last 24 hours". */
export function headingOf(figure: string, [from, to]: readonly [number, number], now: number | null): string {
  const hours = Math.round((to - from) / HOUR - 0.25);
  if (now !== null && to - now > HOUR && hours >= 23 && hours <= 25)
    return t('usage.heading.today', '{{figure}} today', { figure });
  if (hours < 1) return figure;
  return hours <= 48
    ? t('usage.heading.hours', '{{figure}}, last {{hours}} hours', { figure, hours })
    : t('usage.heading.days', '{{figure}}, {{days}} days', {
        figure,
        days: Math.round(hours / 24),
      });
}
