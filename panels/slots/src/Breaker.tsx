import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { clockText } from '@hubscope/panel-kit/format/age.ts';
import { useGatewayNow, type GatewayClock } from '@hubscope/panel-kit/motion/clockOffset.ts';
import { Pill } from '@hubscope/panel-kit/parts/Pill.tsx';

interface Props {
  circuit: 'open' | 'half-open';
  halfOpensAt: number | null;
  clock: GatewayClock;
  width: number;
  /** Px of type. */
  size: number;
}

/** Places that words beside the pill need, in widths of a letter. */
const WORDS = 22;

/** A breaker that is not closed, in the place of the bar: nothing goes through, or one request on trial. */
export function Breaker({ circuit, halfOpensAt, clock, width, size }: Props) {
  const styles = useStyles2(getStyles);
  const roomy = width > size * WORDS * 0.6;
  return (
    <span className={styles.breaker}>
      {circuit === 'open' ? (
        <>
          <Pill judgement="critical">{t('slots.breaker.open', 'OPEN')}</Pill>
          {halfOpensAt !== null && <Countdown until={halfOpensAt} clock={clock} roomy={roomy} />}
        </>
      ) : (
        <>
          <Pill judgement="warning">{t('slots.breaker.halfOpen', 'HALF OPEN')}</Pill>
          {roomy && <span className={styles.words}>{t('slots.breaker.trial', 'one request on trial')}</span>}
        </>
      )}
    </span>
  );
}

function Countdown({ until, clock, roomy }: { until: number; clock: GatewayClock; roomy: boolean }) {
  const styles = useStyles2(getStyles);
  const left = (until - useGatewayNow(clock)) / 1000;
  if (left <= 0) {
    return roomy ? (
      <span className={styles.words}>{t('slots.breaker.next', 'tries with the next request')}</span>
    ) : null;
  }
  const time = clockText(left);
  return (
    <span className={styles.words}>
      {roomy ? t('slots.breaker.countdown', 'tries again in {{time}}', { time }) : time}
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  breaker: css({ display: 'flex', alignItems: 'center', gap: '0.7em', minWidth: 0, overflow: 'hidden' }),
  words: css({
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    fontSize: 'var(--small)',
    color: theme.colors.text.secondary,
    fontVariantNumeric: 'tabular-nums',
  }),
});
