import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { Answer } from '../data/answer.ts';
import { coloursOf } from '../theme/colours.ts';
import { scaleProperties, type Scale } from '../theme/density.ts';
import { QualityBadge } from './QualityBadge.tsx';
import { StateView, type NotShown } from './StateView.tsx';

interface Props {
  width: number;
  height: number;
  scale: Scale;
  /** What the panel shows; drawn unless Grafana draws the panel's title above it. */
  heading: string;
  /** The panel's own title. */
  title: string;
  answer: Answer;
  /** Right behind the heading: a word of state. */
  beside?: React.ReactNode;
  /** At the end of the heading: a count, a unit. */
  note?: React.ReactNode;
  /** Controls at the end of the heading. */
  controls?: React.ReactNode;
  /** Why there are no figures to draw; undefined when there are. */
  instead?: NotShown | undefined;
  /** Children reach the edges of the panel, and keep their own distance. */
  flush?: boolean;
  /** What stale figures lose: strength, or colours alone where small words have to stay readable. */
  fades?: 'all' | 'colours';
  children?: React.ReactNode;
}

/** What all panels share: sizes, heading, how far the figures can be trusted, and what is shown when there are none. */
export function PanelFrame(props: Props) {
  const {
    width,
    height,
    scale,
    heading,
    title,
    answer,
    beside,
    note,
    controls,
    instead,
    flush = false,
    fades = 'all',
    children,
  } = props;
  const styles = useStyles2(getStyles);
  const named = title === '' && heading !== '';
  const dim = instead === undefined && answer.quality === 'stale' ? styles[fades] : '';
  const ground =
    instead?.kind === 'unknown' ? styles.hatched : instead?.kind === 'failed' ? styles.failed : '';
  const bar =
    named ||
    beside !== undefined ||
    note !== undefined ||
    controls !== undefined ||
    answer.quality !== 'fresh';
  return (
    <div
      role="group"
      className={`${styles.panel} ${ground}`}
      style={{ width, height, ...scaleProperties(scale) }}
      aria-label={title === '' ? heading : title}
      data-density={scale.density}
    >
      {bar && (
        <header className={styles.bar}>
          {named && <h2 className={styles.heading}>{heading}</h2>}
          {beside !== undefined && <span className={styles.beside}>{beside}</span>}
          <span className={styles.space} />
          {note !== undefined && <span className={styles.note}>{note}</span>}
          {controls}
          <QualityBadge answer={answer} />
        </header>
      )}
      <div className={`${styles.body} ${flush ? '' : styles.padded} ${dim}`}>
        {instead === undefined ? children : <StateView {...instead} />}
      </div>
    </div>
  );
}

const HEADING_LINE = 1.4;

/** Height of the heading, above what a panel draws. */
export const headingHeight = ({ heading, padding }: Scale): number => heading * HEADING_LINE + padding * 0.75;

const getStyles = (theme: GrafanaTheme2) => ({
  panel: css({
    position: 'relative',
    display: 'flex',
    flexDirection: 'column',
    overflow: 'hidden',
    color: theme.colors.text.primary,
    fontSize: 'var(--label)',
    letterSpacing: 0,
  }),
  hatched: css({
    backgroundImage: `repeating-linear-gradient(-45deg, transparent 0 9px, ${coloursOf(theme).hatch} 9px 10px)`,
  }),
  failed: css({
    boxShadow: `inset 0 0 0 1px color-mix(in oklab, ${coloursOf(theme).level.critical} 55%, transparent)`,
    borderRadius: theme.shape.radius.default,
  }),
  bar: css({
    display: 'flex',
    alignItems: 'flex-start',
    gap: 'calc(var(--gap) * 0.7)',
    flex: 'none',
    minWidth: 0,
    height: `calc(var(--heading) * ${HEADING_LINE} + var(--padding) * 0.75)`,
    lineHeight: `calc(var(--heading) * ${HEADING_LINE})`,
    padding: 'calc(var(--padding) * 0.75) var(--padding) 0',
  }),
  heading: css({
    flex: '0 1 auto',
    minWidth: 0,
    margin: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontSize: 'var(--heading)',
    lineHeight: 'inherit',
    fontWeight: 600,
    letterSpacing: '0.005em',
    color: theme.colors.text.secondary,
  }),
  beside: css({
    display: 'flex',
    alignItems: 'center',
    gap: 'calc(var(--gap) * 0.7)',
    flex: 'none',
    height: `calc(var(--heading) * ${HEADING_LINE})`,
  }),
  space: css({ flex: '1 1 auto' }),
  note: css({
    flex: 'none',
    whiteSpace: 'nowrap',
    fontSize: 'var(--small)',
    color: theme.colors.text.secondary,
    fontVariantNumeric: 'tabular-nums',
  }),
  body: css({ position: 'relative', flex: '1 1 auto', minHeight: 0, minWidth: 0 }),
  padded: css({ padding: 'calc(var(--padding) * 0.6) var(--padding) var(--padding)' }),
  all: css({ opacity: 0.82 }),
  colours: css({ filter: 'saturate(0.6)' }),
});
