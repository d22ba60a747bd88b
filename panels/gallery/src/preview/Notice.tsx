import React, { useEffect, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { Watch } from '../../../../datasource-plugin/src/live.ts';

/** What everybody may ask, and the wall's header asks anyway. */
const ALWAYS_ANSWERED = 'sources';

/** Says above the wall why it stands still, as long as the exporter does not answer. */
export function Notice({ watch }: { watch: Watch }) {
  const styles = useStyles2(getStyles);
  const [problem, setProblem] = useState('');
  useEffect(() => {
    const subscription = watch(ALWAYS_ANSWERED).subscribe((told) => {
      setProblem(told.problem?.message ?? '');
    });
    return () => {
      subscription.unsubscribe();
    };
  }, [watch]);
  return (
    <div role="status" className={problem === '' ? undefined : styles.notice}>
      {problem}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  notice: css({
    position: 'fixed',
    top: theme.spacing(1),
    left: '50%',
    transform: 'translateX(-50%)',
    zIndex: theme.zIndex.portal,
    maxWidth: '80vw',
    padding: theme.spacing(1, 2),
    borderRadius: theme.shape.radius.pill,
    background: theme.colors.error.main,
    color: theme.colors.error.contrastText,
    fontWeight: theme.typography.fontWeightMedium,
    boxShadow: theme.shadows.z3,
  }),
});
