import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { coloursOf } from '@hubscope/panel-kit/theme/colours.ts';
import type { Scale } from '@hubscope/panel-kit/theme/density.ts';
import { Clock, CLOCK_WEIGHT, clockSample } from './Clock.tsx';
import { Controls } from './Controls.tsx';
import { Freshness } from './Freshness.tsx';
import type { HeaderProps } from './headerProps.ts';
import { fitting, type Piece } from './layout.ts';
import { Lights } from './Lights.tsx';
import { controlsWidth, lightsWidth, widthOf, type LightWords } from './measures.ts';
import { freshnessText, zoneText } from './words.ts';

/** Sizes of type in a line of some height. */
function sizesOf({ lead, label, small, gap }: Scale, height: number) {
  const line = small * 0.9;
  const isTall = height >= line * 3.2;
  return {
    clock: Math.min(lead * 0.88, height * 0.62),
    title: Math.min(lead * 0.76, height * 0.55),
    subtitle: Math.min(label, height * 0.5),
    light: Math.min(small, height * 0.5),
    note: isTall ? line : Math.min(line, height * 0.55),
    /** Zone over age; else the age alone. */
    isTall,
    gap: gap * 1.3,
  };
}

/** Px that a title keeps when it ends with an ellipsis. */
const LEAST_TITLE = 110;
/** Data that is a long time old takes more room than fresh one. */
const AGE_SAMPLE = 8888;

type Name =
  'clock' | 'title' | 'wholeTitle' | 'subtitle' | 'lights' | 'trouble' | 'words' | 'note' | 'controls';

/** The header as one line: what matters least goes first where there is no room. */
export function HeaderBar({ scene, options, title, scale, width, height, side, isIdle }: HeaderProps) {
  const styles = useStyles2(getStyles);
  const sizes = sizesOf(scale, height);
  const { lights, zone, isGateways, offset } = scene;
  const zoneLine = zoneText(zone, isGateways);
  const ageWidth = widthOf(freshnessText(AGE_SAMPLE, 'none', true), sizes.note, 600) + sizes.note;
  const noteWidth = sizes.isTall ? Math.max(ageWidth, widthOf(zoneLine, sizes.note)) : ageWidth;
  const titleWidth = widthOf(title, sizes.title, 700);
  const leastTitle = Math.min(titleWidth, LEAST_TITLE);
  const hasLights = options.lights && lights.length > 0;
  const widthOfLights = (words: LightWords) => lightsWidth(lights, sizes.light, words);
  const [marks, trouble, all] = [widthOfLights('none'), widthOfLights('trouble'), widthOfLights('all')];
  const pieces: Piece<Name>[] = [
    { name: 'clock', width: widthOf(clockSample(options.seconds), sizes.clock, CLOCK_WEIGHT) },
    ...(title === '' ? [] : [{ name: 'title' as const, width: leastTitle }]),
    ...(hasLights ? [{ name: 'lights' as const, width: marks }] : []),
    { name: 'note', width: noteWidth },
    ...(hasLights ? [{ name: 'trouble' as const, width: trouble - marks - sizes.gap }] : []),
    { name: 'wholeTitle', width: titleWidth - leastTitle - sizes.gap },
    ...(hasLights ? [{ name: 'words' as const, width: all - trouble - sizes.gap }] : []),
    ...(options.controls ? [{ name: 'controls' as const, width: controlsWidth(sizes.light) }] : []),
    ...(options.subtitle === ''
      ? []
      : [{ name: 'subtitle' as const, width: widthOf(options.subtitle, sizes.subtitle) + sizes.gap }]),
  ];
  const shown = fitting(pieces, width - side * 2, sizes.gap);
  const words = !shown.has('trouble') ? 'none' : shown.has('words') ? 'all' : 'trouble';
  return (
    <div className={styles.bar} style={{ gap: sizes.gap, padding: `0 ${side}px` }}>
      {shown.has('title') && (
        <h1 className={styles.title} style={{ fontSize: sizes.title }} title={title}>
          {title}
        </h1>
      )}
      {shown.has('subtitle') && (
        <span className={styles.subtitle} style={{ fontSize: sizes.subtitle, paddingLeft: sizes.gap }}>
          {options.subtitle}
        </span>
      )}
      <span className={styles.space} />
      {shown.has('controls') && <Controls size={sizes.light} isIdle={isIdle} />}
      {shown.has('lights') && <Lights lights={lights} size={sizes.light} words={words} />}
      {shown.has('note') && (
        <span className={styles.note} style={{ fontSize: sizes.note }}>
          {sizes.isTall && <span className={styles.zone}>{zoneLine}</span>}
          <Freshness
            asOf={scene.asOf}
            offset={offset}
            beat={scene.beat}
            silence={scene.silence}
            isFailing={scene.answer.quality !== 'fresh'}
            reason={scene.reason}
            size={sizes.note}
          />
        </span>
      )}
      <Clock offset={offset} zone={zone} hasSeconds={options.seconds} size={sizes.clock} />
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({ display: 'flex', alignItems: 'center', height: '100%', overflow: 'hidden' }),
  title: css({
    flex: '0 1 auto',
    minWidth: 0,
    margin: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontWeight: 700,
    lineHeight: 1.3,
    letterSpacing: '-0.02em',
    color: theme.colors.text.maxContrast,
  }),
  subtitle: css({
    flex: 'none',
    whiteSpace: 'nowrap',
    lineHeight: 1.6,
    color: theme.colors.text.secondary,
    borderLeft: `1px solid ${coloursOf(theme).hairline}`,
  }),
  space: css({ flex: '1 1 0' }),
  note: css({
    display: 'flex',
    flex: 'none',
    flexDirection: 'column',
    alignItems: 'flex-end',
    lineHeight: 1.3,
    whiteSpace: 'nowrap',
    color: theme.colors.text.secondary,
  }),
  zone: css({ color: theme.colors.text.primary }),
});
