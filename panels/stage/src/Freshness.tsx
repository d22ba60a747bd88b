import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Tooltip, useStyles2 } from '@grafana/ui';
import { useNow } from '@hubscope/panel-kit/motion/now.ts';
import { Pulse } from '@hubscope/panel-kit/parts/Pulse.tsx';
import { coloursOf, useColours, type Judgement } from '@hubscope/panel-kit/theme/colours.ts';
import { LightMark } from './LightMark.tsx';
import { STALE_SECONDS } from './reading.ts';
import { freshnessText, type Silence } from './words.ts';

interface Props {
  /** Unix ms at the gateway of the figures; null when there are none. */
  asOf: number | null;
  /** Ms that the viewer's clock is ahead of the gateway's. */
  offset: number;
  /** Changes with each answer. */
  beat: string | null;
  silence: Silence;
  /** Whether the last question was refused or failed. */
  isFailing: boolean;
  /** Why there is no newer answer; null when there is nothing to say. */
  reason: string | null;
  /** Font size in px. */
  size: number;
}

/** How old the figures of the screen are, with a dot that beats when new ones come. */
export function Freshness({ asOf, offset, beat, silence, isFailing, reason, size }: Props) {
  const styles = useStyles2(getStyles);
  const { judgement: colours } = useColours();
  const now = useNow() - offset;
  const seconds = asOf === null ? null : Math.max(0, (now - asOf) / 1000);
  const isOld = seconds !== null && (isFailing || seconds > STALE_SECONDS);
  const judgement: Judgement = isOld ? 'warning' : 'neutral';
  const isLive = seconds !== null && !isOld;
  const content = (
    <span className={`${styles.line} ${isOld ? styles.old : ''}`} style={{ fontSize: size }}>
      {isLive && beat !== null ? (
        <Pulse beat={beat} color={colours.good} />
      ) : (
        <LightMark judgement={judgement} />
      )}
      <span className={styles.text}>{freshnessText(seconds, silence, isOld)}</span>
    </span>
  );
  if (reason === null || isLive) return content;
  return (
    <Tooltip content={reason}>
      <span tabIndex={0} className={styles.focusable}>
        {content}
      </span>
    </Tooltip>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  line: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: '0.5em',
    maxWidth: '100%',
    lineHeight: 1.3,
    whiteSpace: 'nowrap',
    color: theme.colors.text.secondary,
    fontVariantNumeric: 'tabular-nums',
  }),
  old: css({ color: coloursOf(theme).judgement.warning, fontWeight: 600 }),
  text: css({ overflow: 'hidden', textOverflow: 'ellipsis' }),
  focusable: css({ cursor: 'help', borderRadius: theme.shape.radius.default, maxWidth: '100%' }),
});
