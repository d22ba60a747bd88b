import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2, LinkModel } from '@grafana/data';
import { DataLinksContextMenu, useStyles2 } from '@grafana/ui';

/** Text that leads where its field's links say: to the one place, to a choice of them, or nowhere. */
export function Linked({ links, children }: { links: readonly LinkModel[]; children: React.ReactNode }) {
  const styles = useStyles2(getStyles);
  const [first] = links;
  if (first === undefined) return <>{children}</>;
  if (links.length === 1) {
    return (
      <a
        className={styles.link}
        href={first.href}
        target={first.target}
        title={first.title}
        onClick={first.onClick}
      >
        {children}
      </a>
    );
  }
  return (
    <DataLinksContextMenu links={() => [...links]}>
      {({ openMenu }) => (
        <button type="button" className={`${styles.link} ${styles.button}`} onClick={openMenu}>
          {children}
        </button>
      )}
    </DataLinksContextMenu>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  link: css({
    color: 'inherit',
    textDecoration: 'none',
    borderRadius: theme.shape.radius.default,
    '&:hover': { color: theme.colors.text.link, textDecoration: 'underline' },
  }),
  // A button is one piece to the text around it, and ends with its own ellipsis.
  button: css({
    maxWidth: '100%',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    verticalAlign: 'bottom',
    padding: 0,
    border: 'none',
    background: 'none',
    font: 'inherit',
    textAlign: 'inherit',
    cursor: 'pointer',
  }),
});
