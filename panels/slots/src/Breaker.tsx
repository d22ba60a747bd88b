import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { useStyles2 } from '@grafana/ui';
import { clockText } from '@hubscope/panel-kit/format/age.ts';
import { useGatewayNow, type GatewayClock } from '@hubscope/panel-kit/motion/clockOffset.ts';
import { Pill } from '@hubscope/panel-kit/parts/Pill.tsx';

interface Props {
  circuit: 'open' | 'half-open';
  halfOpensAt: number | null;
  clock: GatewayClock;
  /** Whether a sentence has room beside the state. */
  roomy: boolean;
}

/** A breaker that is not closed, in the place of the bar: nothing goes through, or one request on trial. */
export function Breaker({ circuit, halfOpensAt, clock, roomy }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <span className={styles.breaker}>
      {circuit === 'open' ? (
        <Pill judgement="critical">{t('slots.breaker.open', 'OPEN')}</Pill>
      ) : (
        <Pill judgement="warning">{t('slots.breaker.halfOpen', 'HALF OPEN')}</Pill>
      )}
      {roomy && (
        <span className={styles.words}>
          {circuit === 'half-open'
            ? t('slots.breaker.trial', 'one request on trial')
            : halfOpensAt !== null && <Sentence until={halfOpensAt} clock={clock} />}
        </span>
      )}
    </span>
  );
}

interface CountdownProps {
  /** Unix ms at the gateway. */
  until: number;
  clock: GatewayClock;
}

const useSecondsTo = ({ until, clock }: CountdownProps): number => (until - useGatewayNow(clock)) / 1000;

function Sentence(props: CountdownProps) {
  const left = useSecondsTo(props);
  return (
    <>
      {left > 0
        ? t('slots.breaker.countdown', 'tries again in {{time}}', { time: clockText(left) })
        : t('slots.breaker.next', 'tries with the next request')}
    </>
  );
}

/** The time until a breaker lets a request through, alone. */
export function Countdown(props: CountdownProps) {
  return <>{clockText(useSecondsTo(props))}</>;
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
