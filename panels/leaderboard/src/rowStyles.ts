import { css, keyframes } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { durations } from '@hubscope/panel-kit/motion/durations.ts';
import { SQUARE } from '@hubscope/panel-kit/parts/Initials.tsx';
import { coloursOf } from '@hubscope/panel-kit/theme/colours.ts';

/** How what was not there comes in. */
export const appear = keyframes({ from: { opacity: 0 }, to: { opacity: 1 } });

/** Looks of rows, and of rows within them. */
export const getRowStyles = (theme: GrafanaTheme2) => {
  const { hairline, hue } = coloursOf(theme);
  const cut = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;
  return {
    row: css({
      position: 'relative',
      height: '100%',
      '&[data-hover="true"]:hover': { background: theme.colors.action.hover },
    }),
    own: css({
      background: `color-mix(in oklab, ${hue.blue} 9%, transparent)`,
      '&::before': {
        content: '""',
        position: 'absolute',
        left: 0,
        top: 0,
        bottom: 0,
        width: 'calc(3px * var(--factor))',
        background: hue.blue,
      },
    }),
    lined: css({ borderTop: `1px solid ${hairline}` }),
    grid: css({
      display: 'grid',
      gridTemplateColumns: 'var(--columns)',
      columnGap: 'var(--gap)',
      alignItems: 'center',
      padding: '0 var(--padding)',
    }),
    subject: css({ display: 'flex', alignItems: 'center', gap: 'var(--gap)', minWidth: 0 }),
    avatar: css({ flex: 'none', fontSize: 'var(--name)' }),
    named: css({ flex: '1 1 auto', minWidth: 0 }),
    line: css({
      display: 'flex',
      alignItems: 'baseline',
      gap: '0.5em',
      minWidth: 0,
      fontSize: 'var(--name)',
      lineHeight: 1.3,
      marginBottom: 'calc(var(--name) * 0.34)',
    }),
    name: css({ ...cut, flex: '0 1 auto', minWidth: 0, fontWeight: 550 }),
    beside: css({
      ...cut,
      flex: '0 100 auto',
      minWidth: 0,
      fontSize: 'var(--small)',
      color: theme.colors.text.secondary,
    }),
    you: css({
      flex: 'none',
      fontSize: 'max(calc(var(--small) * 0.9), 12px)',
      fontWeight: 650,
      color: theme.colors.text.secondary,
    }),
    link: css({
      padding: 0,
      border: 'none',
      background: 'none',
      font: 'inherit',
      color: 'inherit',
      textAlign: 'left',
      cursor: 'pointer',
      borderRadius: theme.shape.radius.default,
      '&:hover': { color: theme.colors.text.link },
      '&:focus-visible': { outline: `2px solid ${theme.colors.primary.border}`, outlineOffset: 1 },
    }),
    // What is wider than its column, which is rare, takes room of the name, and is not cut.
    figures: css({ display: 'flex', flexDirection: 'column', alignItems: 'flex-end', minWidth: 0 }),
    value: css({
      fontSize: 'var(--value)',
      fontWeight: 620,
      lineHeight: 1.2,
      letterSpacing: '-0.01em',
      whiteSpace: 'nowrap',
      fontVariantNumeric: 'tabular-nums',
      color: theme.colors.text.maxContrast,
    }),
    secondary: css({
      fontSize: 'var(--small)',
      lineHeight: 1.3,
      marginTop: '0.15em',
      whiteSpace: 'nowrap',
      fontVariantNumeric: 'tabular-nums',
      color: theme.colors.text.secondary,
    }),
    cell: css({
      ...cut,
      textAlign: 'right',
      fontSize: 'var(--name)',
      fontVariantNumeric: 'tabular-nums',
    }),
    expander: css({
      display: 'grid',
      placeItems: 'center',
      width: 24,
      height: 24,
      padding: 0,
      border: 'none',
      background: 'none',
      color: theme.colors.text.secondary,
      cursor: 'pointer',
      borderRadius: theme.shape.radius.default,
      '&:hover': { color: theme.colors.text.primary, background: theme.colors.action.hover },
      '&:focus-visible': { outline: `2px solid ${theme.colors.primary.border}` },
      '& svg': {
        [theme.transitions.handleMotion('no-preference')]: { transition: 'transform 250ms' },
      },
      '&[aria-expanded="true"] svg': { transform: 'rotate(90deg)' },
    }),
    // They come while the rows below make room for them.
    sub: css({
      color: theme.colors.text.primary,
      [theme.transitions.handleMotion('no-preference')]: {
        animation: `${appear} ${durations.glide}ms ease-in`,
      },
    }),
    subLine: css({ fontSize: 'var(--small)', lineHeight: 1.3, marginBottom: 3, display: 'flex' }),
    subName: css({ ...cut, color: theme.colors.text.secondary }),
    subFigures: css({
      ...cut,
      textAlign: 'right',
      fontSize: 'var(--small)',
      fontVariantNumeric: 'tabular-nums',
    }),
    thin: css({ '--factor': 0.6 }),
    // In a table, they stand under the names.
    indented: css({ marginLeft: `calc(var(--name) * ${SQUARE} + var(--gap))` }),
  };
};
