import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { useStyles2 } from '@grafana/ui';
import { localNumber } from '@hubscope/panel-kit/format/language.ts';
import { coloursOf } from '@hubscope/panel-kit/theme/colours.ts';

interface Props {
  /** Rows that are listed, of all that there are. */
  listed: number;
  count: number;
  searched: boolean;
  pages: number;
  page: number;
  perPage: number;
}

/** Beyond this, dots say nothing. */
const MOST_DOTS = 8;

/** How many there are, and which of them are shown. */
export function PageNote({ listed, count, searched, pages, page, perPage }: Props) {
  const styles = useStyles2(getStyles);
  const all = localNumber(count);
  if (pages < 2) {
    return searched ? (
      <span role="status">
        {t('leaderboard.found', '{{found}} of {{all}}', { found: localNumber(listed), all })}
      </span>
    ) : (
      <>{t('leaderboard.all', '{{all}} in all', { all })}</>
    );
  }
  const from = page * perPage + 1;
  return (
    <span className={styles.pages}>
      {pages <= MOST_DOTS && (
        <span className={styles.dots} aria-hidden>
          {Array.from({ length: pages }, (_, index) => (
            <span key={index} className={`${styles.dot} ${index === page ? styles.now : ''}`} />
          ))}
        </span>
      )}
      {t('leaderboard.range', '{{from}}–{{to}} of {{all}}', {
        from: localNumber(from),
        to: localNumber(Math.min(listed, from + perPage - 1)),
        all,
      })}
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  pages: css({ display: 'inline-flex', alignItems: 'center', gap: '0.7em' }),
  dots: css({ display: 'inline-flex', gap: '0.4em' }),
  dot: css({
    width: '0.4em',
    height: '0.4em',
    borderRadius: '50%',
    background: coloursOf(theme).ghost,
    opacity: 0.6,
  }),
  now: css({ background: theme.colors.text.primary, opacity: 1 }),
});
