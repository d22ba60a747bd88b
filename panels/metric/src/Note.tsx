import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { Spoken } from '@hubscope/panel-kit/parts/Spoken.tsx';

interface Props {
  /** What it is about, or against; null where nobody knows. */
  about: string | null;
  /** Whether that has a line under it; else one has to point at it, or to hear it. */
  line: boolean;
  children: React.ReactNode;
}

/** What stands at the end of the heading, and a word about it below. */
export function Note({ about, line, children }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <span className={styles.note} title={about ?? undefined}>
      {children}
      {about !== null && (line ? <span className={styles.about}>{about}</span> : <Spoken>{about}</Spoken>)}
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  note: css({
    position: 'relative',
    fontSize: 'var(--label)',
    fontWeight: 600,
    color: theme.colors.text.primary,
  }),
  // It takes no room of the heading's.
  about: css({
    position: 'absolute',
    right: 0,
    top: 'calc(100% + 0.15em)',
    fontSize: 'calc(var(--small) * 0.92)',
    fontWeight: 400,
    lineHeight: 1.2,
    color: theme.colors.text.secondary,
    whiteSpace: 'nowrap',
  }),
});
