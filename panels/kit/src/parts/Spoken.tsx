import React from 'react';
import { css } from '@emotion/css';
import { useStyles2 } from '@grafana/ui';

/** Words for those who hear the page; those who see it see a shape. */
export function Spoken({ children }: { children: React.ReactNode }) {
  const styles = useStyles2(getStyles);
  return <span className={styles.spoken}>{children}</span>;
}

const getStyles = () => ({
  spoken: css({
    position: 'absolute',
    width: 1,
    height: 1,
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  }),
});
