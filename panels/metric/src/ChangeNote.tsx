import React from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import type { Change } from '@hubscope/panel-kit/format/change.ts';
import { ChangeMark } from '@hubscope/panel-kit/parts/ChangeMark.tsx';

const HOUR = 3_600_000;

/** What a change is against: a day ago, give or take the hour of a clock change, or some other time. */
function against(time: number, now: number, timeZone: string): string {
  const clock = dateTimeFormat(time, { timeZone, format: 'HH:mm' });
  return Math.abs(now - time - 24 * HOUR) <= 1.5 * HOUR
    ? t('metric.change.yesterday', 'vs yesterday {{time}}', { time: clock })
    : t('metric.change.at', 'vs {{time}}', {
        time: dateTimeFormat(time, { timeZone, format: 'MM-DD HH:mm' }),
      });
}

interface Props {
  change: Change;
  comparedWith: number | null;
  now: number | null;
  /** The gateway's zone, or the dashboard's. */
  timeZone: string;
}

/** The change of a figure, and against when. */
export function ChangeNote({ change, comparedWith, now, timeZone }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <span className={styles.note}>
      <ChangeMark change={change} />
      {comparedWith !== null && now !== null && (
        <span className={styles.against}>{against(comparedWith, now, timeZone)}</span>
      )}
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  note: css({
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-end',
    gap: '0.15em',
    fontSize: 'var(--label)',
  }),
  against: css({
    fontSize: 'calc(var(--small) * 0.92)',
    lineHeight: 1.2,
    color: theme.colors.text.secondary,
    whiteSpace: 'nowrap',
  }),
});
