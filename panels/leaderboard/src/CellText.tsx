import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { NONE } from '@hubscope/panel-kit/format/figure.ts';
import { LevelMark } from '@hubscope/panel-kit/parts/LevelMark.tsx';
import { coloursOf, readable } from '@hubscope/panel-kit/theme/colours.ts';
import type { Cell } from './cells.ts';

/** A figure in the colour of its level; a shape says the same: none where it is good, a filled one where it is worst. */
export function CellText({ cell: { text, level, worst } }: { cell: Cell }) {
  const styles = useStyles2(getStyles);
  if (text === null) return <span className={styles.none}>{NONE}</span>;
  if (level === null) return <>{text}</>;
  return (
    <span className={styles[level]}>
      {level !== 'good' && <LevelMark judgement={worst ? 'critical' : 'warning'} />} {text}
    </span>
  );
}

/** Least contrast of text, as WCAG AA asks. */
const TEXT = 4.5;

const getStyles = (theme: GrafanaTheme2) => {
  const { judgement } = coloursOf(theme);
  const yellow = theme.visualization.getColorByName('yellow');
  return {
    none: css({ color: theme.colors.text.secondary }),
    good: css({ color: judgement.good }),
    fair: css({ color: readable(yellow, theme.colors.background.primary, TEXT) }),
    low: css({ color: judgement.warning }),
    critical: css({ color: judgement.critical }),
  };
};
