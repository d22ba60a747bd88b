import React, { memo } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { Tooltip, useStyles2 } from '@grafana/ui';
import { coloursOf } from '@hubscope/panel-kit/theme/colours.ts';
import { LightMark } from './LightMark.tsx';
import { hasWord, LIGHT_GAP_EMS, type LightWords } from './measures.ts';
import type { Light } from './reading.ts';
import { judgementOf, lightText } from './words.ts';

interface Props {
  lights: readonly Light[];
  /** Font size in px. */
  size: number;
  /** Words without room are told to those who hear the page. */
  words: LightWords;
  wraps?: boolean;
}

/** What figures come from, each as a shape and a word. */
export const Lights = memo(function Lights({ lights, size, words, wraps = false }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <ul
      className={`${styles.lights} ${wraps ? styles.wrapping : ''}`}
      style={{ fontSize: size }}
      aria-label={t('stage.lights', 'Sources')}
    >
      {lights.map((light) => (
        <li key={light.name} className={styles.light}>
          <One light={light} isWorded={hasWord(light, words)} />
        </li>
      ))}
    </ul>
  );
});

function One({ light, isWorded }: { light: Light; isWorded: boolean }) {
  const styles = useStyles2(getStyles);
  const judgement = judgementOf(light);
  const text = lightText(light);
  const isWell = judgement === 'good';
  const content = (
    <>
      <span className={`${styles.mark} ${styles[judgement]}`}>
        <LightMark judgement={judgement} />
      </span>
      <span className={`${isWorded ? '' : styles.spoken} ${isWell ? '' : styles.told}`}>{text}</span>
    </>
  );
  return light.reason === null && isWorded ? (
    content
  ) : (
    <Tooltip content={light.reason === null ? text : `${text}. ${light.reason}`}>
      <span tabIndex={0} className={styles.focusable}>
        {content}
      </span>
    </Tooltip>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const { judgement } = coloursOf(theme);
  return {
    lights: css({
      display: 'flex',
      flex: 'none',
      alignItems: 'center',
      gap: `0.35em ${LIGHT_GAP_EMS}em`,
      margin: 0,
      padding: 0,
      listStyle: 'none',
      color: theme.colors.text.secondary,
      lineHeight: 1.3,
      whiteSpace: 'nowrap',
    }),
    wrapping: css({ flexWrap: 'wrap' }),
    light: css({ display: 'inline-flex', alignItems: 'center' }),
    focusable: css({
      display: 'inline-flex',
      alignItems: 'center',
      borderRadius: theme.shape.radius.default,
      cursor: 'help',
    }),
    mark: css({ display: 'inline-flex', justifyContent: 'center', width: '0.7em', marginRight: '0.45em' }),
    told: css({ color: theme.colors.text.primary, fontWeight: 500 }),
    spoken: css({ position: 'absolute', width: 1, height: 1, overflow: 'hidden', clipPath: 'inset(50%)' }),
    good: css({ color: judgement.good }),
    warning: css({ color: judgement.warning }),
    critical: css({ color: judgement.critical }),
    neutral: css({ color: judgement.neutral }),
  };
};
