import { dateTimeFormat } from '@grafana/data';
import { t } from '@hubscope/panel-kit/format/t.ts';

const HOUR = 3_600_000;

/** What a change is against: a day ago, give or take the hour of a clock change, or some other time. */
export function againstText(time: number, now: number, timeZone: string): string {
  const clock = dateTimeFormat(time, { timeZone, format: 'HH:mm' });
  return Math.abs(now - time - 24 * HOUR) <= 1.5 * HOUR
    ? t('metric.change.yesterday', 'vs yesterday {{time}}', { time: clock })
    : t('metric.change.at', 'vs {{time}}', {
        time: dateTimeFormat(time, { timeZone, format: 'MM-DD HH:mm' }),
      });
}
