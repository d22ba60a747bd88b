import React, { memo } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { measureText, useStyles2 } from '@grafana/ui';
import { durations, LANDING } from '@hubscope/panel-kit/motion/durations.ts';
import { LevelMark } from '@hubscope/panel-kit/parts/LevelMark.tsx';
import { RollingText } from '@hubscope/panel-kit/parts/RollingText.tsx';
import { coloursOf, useColours, type Judgement } from '@hubscope/panel-kit/theme/colours.ts';
import type { Scale } from '@hubscope/panel-kit/theme/density.ts';
import type { Fleet } from './fleet.ts';
import { roughMinutes } from './forecast.ts';
import { percentText } from './words.ts';

interface Props {
  fleet: Fleet;
  judgement: Judgement;
  /** Ms until it is full; null: not filling. */
  fullIn: number | null;
  scale: Scale;
  width: number;
}

const LINE = 1.2;

/** Height of the fleet above its providers. */
export const fleetHeight = ({ lead, gap, factor }: Scale): number =>
  lead * LINE + gap * 0.5 + 10 * factor + gap;

/** All slots of the fleet: how many are in use, what is left, and until when. */
export const FleetBar = memo(function FleetBar({ fleet, judgement, fullIn, scale, width }: Props) {
  const styles = useStyles2(getStyles);
  const { level } = useColours();
  const { ratio } = fleet;
  const figure = ratio === null ? '?' : percentText(ratio);
  const words = t('slots.fleet.inUse', 'of all slots in use');
  const left =
    ratio === null ? null : t('slots.fleet.left', '{{share}} left', { share: percentText(1 - ratio) });
  const ahead = fullIn === null ? left : forecastText(roughMinutes(fullIn));
  const room = width - scale.padding * 2;
  const needs = (text: string | null, size: number) =>
    text === null ? 0 : measureText(text, size).width * 1.08 + scale.gap * 2;
  const beside = room - measureText(figure, scale.lead, 650).width * 1.1;
  const hasWords = needs(words, scale.label) < beside;
  const hasAhead = needs(ahead, scale.small) < beside - (hasWords ? needs(words, scale.label) : 0);
  return (
    <div className={styles.fleet}>
      <div className={styles.line}>
        <span className={`${styles.figure} ${ratio === null ? styles.unknown : styles[judgement]}`}>
          <RollingText text={figure} />
        </span>
        {judgement !== 'neutral' && (
          <span className={`${styles.mark} ${styles[judgement]}`}>
            <LevelMark judgement={judgement} />
          </span>
        )}
        {hasWords && <span className={styles.words}>{words}</span>}
        {hasAhead && ahead !== null && (
          <span className={`${styles.ahead} ${fullIn === null ? '' : styles.forecast}`}>{ahead}</span>
        )}
      </div>
      <div
        className={styles.track}
        role="meter"
        aria-label={words}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(Math.min(1, ratio ?? 0) * 100)}
        aria-valuetext={figure}
      >
        <div
          className={styles.bar}
          style={{
            transform: `translateX(${(Math.min(1, ratio ?? 0) - 1) * 100}%)`,
            background: `linear-gradient(90deg, ${level.neutral}, ${level[judgement]})`,
          }}
        />
      </div>
    </div>
  );
});

const forecastText = (minutes: number): string =>
  t('slots.fleet.fullIn', 'full in about {{minutes}} min at this rate', { minutes });

const getStyles = (theme: GrafanaTheme2) => {
  const { judgement, track } = coloursOf(theme);
  return {
    fleet: css({ padding: '0 var(--padding)', overflow: 'hidden' }),
    line: css({
      display: 'flex',
      alignItems: 'baseline',
      gap: 'var(--gap)',
      height: `calc(var(--lead) * ${LINE})`,
      whiteSpace: 'nowrap',
    }),
    figure: css({
      fontSize: 'var(--lead)',
      fontWeight: 650,
      letterSpacing: '-0.02em',
      color: theme.colors.text.maxContrast,
    }),
    mark: css({ fontSize: 'var(--label)', marginLeft: 'calc(var(--gap) * -0.5)' }),
    words: css({ fontSize: 'var(--label)', color: theme.colors.text.secondary }),
    ahead: css({
      marginLeft: 'auto',
      fontSize: 'var(--small)',
      color: theme.colors.text.secondary,
      fontVariantNumeric: 'tabular-nums',
    }),
    forecast: css({ color: judgement.warning, fontWeight: 600 }),
    track: css({
      height: 'calc(10px * var(--factor))',
      marginTop: 'calc(var(--gap) * 0.5)',
      borderRadius: 'calc(4px * var(--factor))',
      background: track,
      overflow: 'hidden',
    }),
    bar: css({
      height: '100%',
      width: '100%',
      borderRadius: 'inherit',
      [theme.transitions.handleMotion('no-preference')]: {
        transition: `transform ${durations.roll}ms ${LANDING}`,
      },
    }),
    critical: css({ color: judgement.critical }),
    warning: css({ color: judgement.warning }),
    good: css({}),
    neutral: css({}),
    unknown: css({ color: theme.colors.text.disabled }),
  };
};
