import React, { memo } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { measureText, useStyles2 } from '@grafana/ui';
import type { FigureText } from '@hubscope/panel-kit/format/figure.ts';
import { tabular } from '@hubscope/panel-kit/format/widths.ts';
import { RollingText } from '@hubscope/panel-kit/parts/RollingText.tsx';
import { coloursOf, type Judgement } from '@hubscope/panel-kit/theme/colours.ts';

/** Size of units and cents beside the figure. */
const BESIDE = 0.46;
const WEIGHT = 650;
/** Digits are as wide as a zero, and fonts differ a little. */
const SPARE = 1.06;

/** Width of a figure at a size. */
export function widthOf({ prefix, main, fraction, suffix }: FigureText, size: number): number {
  const wide = (text: string, at: number) => measureText(tabular(text), at, WEIGHT).width;
  return (wide(prefix + main, 100) + wide(fraction + suffix, 100 * BESIDE)) * SPARE * (size / 100);
}

/** The greatest size at which a figure fits; never more than `most`, never less than can be read. */
export const fittingSize = (text: FigureText, width: number, height: number, most: number): number =>
  Math.max(10, Math.min(most, width / widthOf(text, 1), height / 1.2));

interface Props {
  text: FigureText;
  size: number;
  judgement: Judgement;
  dim: boolean;
}

/** The figure itself. */
export const Figure = memo(function Figure({ text, size, judgement, dim }: Props) {
  const styles = useStyles2(getStyles);
  const beside = text.fraction + text.suffix;
  const tone = judgement === 'critical' || judgement === 'warning' ? styles[judgement] : '';
  return (
    <div className={`${styles.figure} ${tone} ${dim ? styles.dim : ''}`} style={{ fontSize: size }}>
      <RollingText text={text.prefix + text.main} />
      {beside !== '' && (
        <span className={styles.beside}>
          <RollingText text={beside} />
        </span>
      )}
    </div>
  );
});

const getStyles = (theme: GrafanaTheme2) => {
  const { judgement } = coloursOf(theme);
  return {
    figure: css({
      display: 'flex',
      alignItems: 'baseline',
      fontWeight: WEIGHT,
      letterSpacing: '-0.02em',
      whiteSpace: 'nowrap',
      color: theme.colors.text.maxContrast,
    }),
    beside: css({
      fontSize: `${BESIDE}em`,
      fontWeight: 550,
      letterSpacing: 0,
      color: theme.colors.text.secondary,
    }),
    critical: css({ color: judgement.critical }),
    warning: css({ color: judgement.warning }),
    dim: css({ opacity: 0.72 }),
  };
};
