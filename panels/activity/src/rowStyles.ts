import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { coloursOf } from '@hubscope/panel-kit/theme/colours.ts';

/** Looks of rows. */
export const getRowStyles = (theme: GrafanaTheme2) => {
  const { hairline, hue, judgement, running } = coloursOf(theme);
  const cut = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;
  return {
    row: css({
      position: 'relative',
      display: 'grid',
      gridTemplateColumns: 'var(--columns)',
      columnGap: 'var(--between)',
      alignItems: 'center',
      height: '100%',
      padding: '0 var(--padding)',
      fontSize: 'var(--label)',
      fontVariantNumeric: 'tabular-nums',
      borderTop: `1px solid ${hairline}`,
      '&[data-hover="true"]:hover': { background: theme.colors.action.hover },
    }),
    /** The newest answer brought it. */
    arrived: css({
      backgroundImage: `linear-gradient(90deg, color-mix(in oklab, ${hue.cyan} 16%, transparent), transparent 75%)`,
    }),
    cell: css({ minWidth: 0 }),
    right: css({ textAlign: 'right' }),
    over: css({ whiteSpace: 'nowrap', lineHeight: 1.3 }),
    under: css({
      whiteSpace: 'nowrap',
      lineHeight: 1.3,
      fontSize: 'var(--small)',
      color: theme.colors.text.secondary,
    }),
    cut: css(cut),
    strong: css({ fontWeight: 500 }),
    quiet: css({ color: theme.colors.text.secondary }),
    running: css({ color: running.text }),
    slow: css({ color: judgement.warning }),
    mark: css({ marginRight: '0.3em' }),
    pill: css({
      display: 'inline-flex',
      verticalAlign: 'middle',
      '& > span': { minWidth: '3.6em', textAlign: 'center' },
    }),
    link: css({
      ...cut,
      display: 'block',
      maxWidth: '100%',
      padding: 0,
      border: 'none',
      background: 'none',
      font: 'inherit',
      color: 'inherit',
      textAlign: 'inherit',
      cursor: 'pointer',
      borderRadius: theme.shape.radius.default,
      '&:hover': { color: theme.colors.text.link },
      '&:focus-visible': { outline: `2px solid ${theme.colors.primary.border}`, outlineOffset: -1 },
    }),
  };
};
