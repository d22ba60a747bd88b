import React, { memo } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { useStyles2 } from '@grafana/ui';
import type { Change } from '@hubscope/panel-kit/format/change.ts';
import { NONE } from '@hubscope/panel-kit/format/figure.ts';
import { ChangeMark } from '@hubscope/panel-kit/parts/ChangeMark.tsx';
import { medalColours, medalShapes } from './medals.ts';

/** A place on the board; the first three stand in a medal, each with a shape of its own. */
export const RankMark = memo(function RankMark({ rank }: { rank: number | null }) {
  const styles = useStyles2(getStyles);
  if (rank === null) return <span className={styles.rank}>{NONE}</span>;
  const shape = medalShapes[rank - 1];
  if (shape === undefined) return <span className={styles.rank}>{rank}</span>;
  return (
    <span className={`${styles.medal} ${styles.metals[rank - 1] ?? ''}`}>
      <svg viewBox="0 0 24 24" overflow="visible" aria-hidden className={styles.shape}>
        <path d={shape} />
      </svg>
      <span className={styles.number}>{rank}</span>
    </span>
  );
});

/** Places won or lost, or that there was none before. */
export const PlacesWon = memo(function PlacesWon({ change }: { change: number | 'new' | null }) {
  const styles = useStyles2(getStyles);
  if (change === null || change === 0) return null;
  if (change === 'new') return <span className={styles.fresh}>{t('leaderboard.new', 'new')}</span>;
  const told: Change = {
    way: change > 0 ? 'up' : 'down',
    text: String(Math.abs(change)),
    points: false,
    judgement: change > 0 ? 'good' : 'critical',
  };
  return (
    <span className={styles.won}>
      <ChangeMark change={told} />
    </span>
  );
});

const getStyles = (theme: GrafanaTheme2) => {
  const metals = medalColours(theme);
  return {
    rank: css({
      display: 'block',
      textAlign: 'center',
      fontSize: 'var(--name)',
      fontWeight: 650,
      color: theme.colors.text.secondary,
      fontVariantNumeric: 'tabular-nums',
    }),
    medal: css({
      position: 'relative',
      display: 'grid',
      placeItems: 'center',
      width: '1.62em',
      height: '1.62em',
      margin: '0 auto',
      fontSize: 'var(--name)',
      fontWeight: 700,
      fontVariantNumeric: 'tabular-nums',
    }),
    metals: metals.map((color) =>
      css({
        color,
        '& path': {
          fill: `color-mix(in oklab, currentColor 15%, transparent)`,
          stroke: 'currentColor',
          strokeWidth: 1.5,
          strokeLinejoin: 'round',
        },
      }),
    ),
    shape: css({ position: 'absolute', inset: 0, width: '100%', height: '100%' }),
    number: css({ position: 'relative', fontSize: 'max(0.8em, 11.5px)', lineHeight: 1 }),
    won: css({ flex: 'none', fontSize: 'max(calc(var(--small) * 0.9), 12px)' }),
    fresh: css({
      flex: 'none',
      fontSize: 'max(calc(var(--small) * 0.9), 12px)',
      fontWeight: 600,
      color: theme.colors.text.secondary,
    }),
  };
};
