import React, { memo } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { measureText, useStyles2 } from '@grafana/ui';
import { durations, LANDING } from '@hubscope/panel-kit/motion/durations.ts';
import { LevelMark } from '@hubscope/panel-kit/parts/LevelMark.tsx';
import { RollingText } from '@hubscope/panel-kit/parts/RollingText.tsx';
import { coloursOf, useColours, type Judgement } from '@hubscope/panel-kit/theme/colours.ts';
import type { Scale } from '@hubscope/panel-kit/theme/density.ts';
import { aheadOf, type Ahead } from './ahead.ts';
import type { Fleet } from './fleet.ts';
import { levelWord, percentText } from './words.ts';

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
  Math.round(lead * LINE + gap * 0.7 + 10 * factor + gap);

/** All slots of the fleet: how many are in use, what is left, and until when. */
export const FleetBar = memo(function FleetBar({ fleet, judgement, fullIn, scale, width }: Props) {
  const styles = useStyles2(getStyles);
  const { level } = useColours();
  const { ratio } = fleet;
  const filled = Math.min(1, ratio ?? 0);
  const figure = ratio === null ? '?' : percentText(ratio);
  const inUse = t('slots.fleet.inUse', 'of all slots in use');
  const word = levelWord(judgement, ratio);
  const { words, ahead } = fitting(scale, width, {
    figure,
    words: [word === '' ? [inUse] : [inUse, word], word === '' ? [] : [word], []],
    ahead: aheadOf(ratio, fullIn),
  });
  return (
    <div className={styles.fleet} style={{ height: fleetHeight(scale) }}>
      <div className={styles.line}>
        <span className={`${styles.figure} ${ratio === null ? styles.unknown : styles[judgement]}`}>
          <RollingText text={figure} />
        </span>
        {words.includes(inUse) && <span className={styles.words}>{inUse}</span>}
        {word !== '' && (
          <span className={`${styles.level} ${styles[judgement]}`}>
            <LevelMark judgement={judgement} />
            {words.includes(word) && word}
          </span>
        )}
        {ahead !== undefined && <Emphasised {...ahead} />}
      </div>
      <div
        className={styles.track}
        aria-label={inUse}
        {...(ratio === null
          ? { role: 'img' }
          : {
              role: 'meter',
              'aria-valuemin': 0,
              'aria-valuemax': 100,
              'aria-valuenow': Math.round(filled * 100),
              'aria-valuetext': word === '' ? figure : `${figure}, ${word}`,
            })}
      >
        <div
          className={styles.bar}
          style={{
            transform: `translateX(${(filled - 1) * 100}%)`,
            background: `linear-gradient(90deg, ${level.neutral}, ${level[judgement]})`,
          }}
        />
      </div>
    </div>
  );
});

interface Texts {
  figure: string;
  /** Words beside the figure, the fullest choice first. */
  words: readonly (readonly string[])[];
  ahead: readonly Ahead[];
}

/** What of the texts has room: what lies ahead says more than the words of the figure. */
function fitting(
  { lead, label, small, gap, padding }: Scale,
  width: number,
  { figure, words, ahead }: Texts,
) {
  const sizeOf = (text: string, size: number, weight = 400) => measureText(text, size, weight).width + gap;
  const room = width - padding * 2 - sizeOf(figure, lead, 650) - label;
  const aheadWidth = (choice: Ahead | undefined) =>
    choice === undefined ? 0 : sizeOf(choice.text, small) + sizeOf(choice.strong, small, 650) * 0.1 + gap;
  const wordsWidth = (choice: readonly string[]) =>
    choice.reduce((sum, text) => sum + sizeOf(text, label, 500), 0);
  const shortest = aheadWidth(ahead.at(-1));
  const shown = words.find((choice) => wordsWidth(choice) + shortest <= room) ?? [];
  const left = room - wordsWidth(shown);
  return { words: shown, ahead: ahead.find((choice) => aheadWidth(choice) <= left) };
}

function Emphasised({ text, strong }: Ahead) {
  const styles = useStyles2(getStyles);
  const at = strong === '' ? -1 : text.indexOf(strong);
  return (
    <span className={styles.ahead}>
      {at < 0 ? (
        text
      ) : (
        <>
          {text.slice(0, at)}
          <strong className={styles.strong}>{strong}</strong>
          {text.slice(at + strong.length)}
        </>
      )}
    </span>
  );
}

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
    words: css({ fontSize: 'var(--label)', color: theme.colors.text.secondary }),
    level: css({
      display: 'inline-flex',
      alignItems: 'baseline',
      gap: '0.35em',
      fontSize: 'var(--label)',
      fontWeight: 500,
    }),
    ahead: css({
      marginLeft: 'auto',
      fontSize: 'var(--small)',
      color: theme.colors.text.secondary,
      fontVariantNumeric: 'tabular-nums',
    }),
    strong: css({ color: judgement.warning, fontWeight: 650 }),
    track: css({
      height: 'calc(10px * var(--factor))',
      marginTop: 'calc(var(--gap) * 0.7)',
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
