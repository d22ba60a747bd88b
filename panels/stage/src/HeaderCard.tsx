import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { Clock, CLOCK_WEIGHT, clockSample } from './Clock.tsx';
import { Controls } from './Controls.tsx';
import { Freshness } from './Freshness.tsx';
import { cardOf } from './card.ts';
import type { HeaderProps } from './headerProps.ts';
import { Lights } from './Lights.tsx';
import { controlsWidth, LIGHT_GAP_EMS, lightWidths, widthOf } from './measures.ts';
import { zoneText } from './words.ts';

/** The header where it has more room than a line: a large clock, and all else around it. */
export function HeaderCard({ scene, options, title, scale, width, height, side, isIdle }: HeaderProps) {
  const styles = useStyles2(getStyles);
  const { lights, zone, isGateways, offset } = scene;
  const { small, name, padding } = scale;
  const room = { width: width - side * 2, height: height - padding * 1.5 };
  const card = cardOf(room, scale, {
    clock: widthOf(clockSample(options.seconds), 100, CLOCK_WEIGHT) / 100,
    title: widthOf(title, name * 1.15, 700),
    controls: options.controls ? controlsWidth(small) : 0,
    lights: options.lights ? lightWidths(lights, small) : [],
    lightGap: LIGHT_GAP_EMS * small,
  });
  return (
    <div className={styles.card} style={{ padding: `${padding * 0.75}px ${side}px` }}>
      {(card.hasTitle || card.hasControls) && (
        <div className={styles.head} style={{ height: card.headHeight }}>
          {card.hasTitle && (
            <h1 className={styles.title} style={{ fontSize: name * 1.15 }} title={title}>
              {title}
            </h1>
          )}
          {card.hasControls && <Controls size={small} isIdle={isIdle} />}
        </div>
      )}
      <div className={styles.middle}>
        <Clock offset={offset} zone={zone} hasSeconds={options.seconds} size={card.clock} />
        <span className={styles.zone} style={{ fontSize: small }}>
          {zoneText(zone, isGateways)}
        </span>
        {card.hasAge && (
          <Freshness
            asOf={scene.asOf}
            offset={offset}
            beat={scene.beat}
            silence={scene.silence}
            isFailing={scene.answer.quality !== 'fresh'}
            reason={scene.reason}
            size={small}
          />
        )}
      </div>
      {card.lights !== 'none' && (
        <Lights lights={lights} size={small} words={card.lights === 'words' ? 'all' : 'none'} wraps />
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  card: css({ display: 'flex', flexDirection: 'column', height: '100%', overflow: 'hidden' }),
  head: css({ display: 'flex', flex: 'none', alignItems: 'center', gap: 'var(--gap)' }),
  title: css({
    flex: '1 1 auto',
    minWidth: 0,
    margin: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontWeight: 700,
    lineHeight: 1.3,
    letterSpacing: '-0.015em',
    color: theme.colors.text.maxContrast,
  }),
  middle: css({
    display: 'flex',
    flex: '1 1 0',
    minHeight: 0,
    flexDirection: 'column',
    alignItems: 'flex-start',
    justifyContent: 'center',
  }),
  zone: css({
    maxWidth: '100%',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    lineHeight: 1.35,
    color: theme.colors.text.primary,
  }),
});
