import React from 'react';
import { css, keyframes } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '../format/t.ts';
import { useStyles2 } from '@grafana/ui';
import { coloursOf } from '../theme/colours.ts';

/** Why there is nothing to draw. */
export type NotShown =
  /** `shape`: of what is to come. */
  | { kind: 'loading'; shape?: 'figure' | 'rows' }
  /** The question was refused or failed, and nothing was ever shown. */
  | { kind: 'failed'; detail: string }
  /** Nobody knows: a source is away. */
  | { kind: 'unknown'; detail: string | null }
  /** There is nothing yet, which is an answer. */
  | { kind: 'empty'; title: string; detail?: string }
  /** The data has not what the panel draws. */
  | { kind: 'missing'; fields: readonly string[]; query: string };

const texts = (state: Exclude<NotShown, { kind: 'loading' }>): { title: string; detail: string | null } => {
  switch (state.kind) {
    case 'failed':
      return { title: t('kit.failed.title', 'This cannot be shown'), detail: state.detail };
    case 'unknown':
      return { title: '?', detail: state.detail ?? t('kit.unknown.detail', 'This is not known now') };
    case 'empty':
      return { title: state.title, detail: state.detail ?? null };
    case 'missing':
      return {
        title: t('kit.missing.title', 'Missing field: {{fields}}', {
          fields: state.fields.join(', '),
        }),
        detail: t(
          'kit.missing.detail',
          'The query “{{query}}” of the Hubscope data source has what this panel draws.',
          {
            query: state.query,
          },
        ),
      };
  }
};

/** A designed place for each of them: on a card, where the figure would be and at the bottom; else in the middle. */
export function StateView(state: NotShown) {
  const styles = useStyles2(getStyles);
  if (state.kind === 'loading') {
    return (
      <div className={styles.space} role="status" aria-label={t('kit.loading', 'Loading')}>
        {state.shape === 'rows' ? <LoadingRows /> : <div className={styles.figure} />}
      </div>
    );
  }
  const { title, detail } = texts(state);
  return (
    <div className={styles.space}>
      <div className={styles.view} role="status">
        <div className={state.kind === 'unknown' ? styles.mark : styles.title}>{title}</div>
        {detail !== null && <div className={styles.detail}>{detail}</div>}
      </div>
    </div>
  );
}

/** Rows to come; more of them than most panels have room for. */
function LoadingRows() {
  const styles = useStyles2(getStyles);
  return (
    <>
      {Array.from({ length: ROWS }, (_, index) => (
        <div key={index} className={styles.row} style={{ opacity: 1 - index / ROWS }}>
          <div className={styles.avatar} />
          <div className={styles.bar} />
        </div>
      ))}
    </>
  );
}

const ROWS = 8;
/** Height up to which a panel is a card of one figure, in px. */
const CARD = 240;

const breathe = keyframes({ from: { opacity: 1 }, to: { opacity: 0.45 } });

const getStyles = (theme: GrafanaTheme2) => ({
  space: css({ height: '100%', overflow: 'hidden', containerType: 'size' }),
  view: css({
    height: '100%',
    display: 'flex',
    flexDirection: 'column',
    justifyContent: 'center',
    gap: 'calc(var(--gap) * 0.6)',
    overflow: 'hidden',
    [`@container (max-height: ${CARD}px)`]: { justifyContent: 'space-between' },
  }),
  title: css({
    fontSize: 'calc(var(--name) * 1.15)',
    fontWeight: 600,
    lineHeight: 1.3,
    overflowWrap: 'anywhere',
  }),
  mark: css({ fontSize: 'var(--lead)', fontWeight: 650, lineHeight: 1.1, color: theme.colors.text.disabled }),
  detail: css({
    fontSize: 'var(--small)',
    lineHeight: 1.45,
    color: theme.colors.text.secondary,
    overflowWrap: 'anywhere',
    maxWidth: '60ch',
  }),
  figure: css({
    width: 'min(150px, 60%)',
    height: 'calc(var(--lead) * 1.1)',
    ...skeleton(theme),
  }),
  row: css({
    display: 'flex',
    alignItems: 'center',
    gap: 'calc(var(--gap) * 1.5)',
    height: 'var(--row)',
  }),
  avatar: css({ width: 'calc(var(--name) * 2.1)', height: 'calc(var(--name) * 2.1)', ...skeleton(theme) }),
  bar: css({ ...skeleton(theme), flex: '1 1 auto', height: 'calc(var(--name) * 0.8)' }),
});

const skeleton = (theme: GrafanaTheme2) => ({
  flex: 'none',
  borderRadius: theme.shape.radius.default,
  background: coloursOf(theme).track,
  [theme.transitions.handleMotion('no-preference')]: {
    animation: `${breathe} 1.2s ease-in-out infinite alternate`,
  },
});
