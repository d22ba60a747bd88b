import React, { memo } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2, LinkModel } from '@grafana/data';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { useStyles2 } from '@grafana/ui';
import type { GatewayClock } from '@hubscope/panel-kit/motion/clockOffset.ts';
import { LevelMark } from '@hubscope/panel-kit/parts/LevelMark.tsx';
import { Linked } from '@hubscope/panel-kit/parts/Linked.tsx';
import { coloursOf, useColours } from '@hubscope/panel-kit/theme/colours.ts';
import { Breaker, Countdown } from './Breaker.tsx';
import type { Layout } from './layout.ts';
import type { Slot } from './reading.ts';
import { SegmentBar } from './SegmentBar.tsx';
import { levelWord, percentText, slotsText, spokenOf, volumeText } from './words.ts';

interface Props {
  slot: Slot;
  layout: Layout;
  clock: GatewayClock;
  links: readonly LinkModel[];
}

/** Slots of one provider. */
export const SlotRow = memo(function SlotRow({ slot, layout, clock, links }: Props) {
  const styles = useStyles2(getStyles);
  const { judgement, enabled } = slot;
  const judged = enabled && slot.circuit !== 'open';
  const tone = judged ? styles[judgement] : styles.quiet;
  const columns = [layout.name, layout.bar, layout.slots, layout.percent, layout.level, layout.volume].filter(
    (width) => width > 0,
  );
  // A state that has no room in the bar's place takes that of the share, too.
  const isWide = enabled && slot.circuit === 'half-open' && layout.room === 'sign';
  return (
    <div
      className={`${styles.row} ${enabled ? '' : styles.quiet}`}
      style={{ gridTemplateColumns: columns.map((width) => `${width}px`).join(' '), columnGap: layout.gap }}
    >
      <span role="cell" className={styles.name} title={slot.name}>
        <Linked links={links}>{slot.name}</Linked>
      </span>
      {layout.bar > 0 && (
        <span role="cell" className={`${styles.bar} ${isWide ? styles.wide : ''}`}>
          <Bar slot={slot} layout={layout} clock={clock} />
        </span>
      )}
      {layout.slots > 0 && (
        <span role="cell" className={`${styles.slots} ${tone}`}>
          {slotsText(slot)}
        </span>
      )}
      {!isWide && (
        <span role="cell" className={`${styles.percent} ${layout.slots > 0 ? '' : styles.strong} ${tone}`}>
          {judged && <LevelMark judgement={judgement} />}
          <Share slot={slot} layout={layout} clock={clock} />
        </span>
      )}
      {layout.level > 0 && (
        <span role="cell" className={`${styles.level} ${tone}`}>
          {judged ? levelWord(judgement, slot.ratio) : ''}
        </span>
      )}
      {layout.volume > 0 && (
        <span role="cell" className={styles.volume}>
          {slot.volume === null ? '' : volumeText(slot.volume)}
        </span>
      )}
    </div>
  );
}, isSame);

type PartProps = Omit<Props, 'links'>;

/**
 * How full a provider is. One that nothing goes through says until when, where its state has no room for that; unlimited
 * ones have no share, and say what they use where that has no column.
 */
function Share({ slot: { used, limit, ratio, circuit, halfOpensAt, enabled }, layout, clock }: PartProps) {
  if (enabled && circuit === 'open' && halfOpensAt !== null && layout.room !== 'sentence') {
    return <Countdown until={halfOpensAt} clock={clock} />;
  }
  if (ratio !== null) return <>{percentText(ratio)}</>;
  if (limit !== null) return <>?</>;
  return <>{layout.slots > 0 ? '' : slotsText({ used, limit })}</>;
}

function Bar({ slot, layout, clock }: PartProps) {
  const { level, ghost } = useColours();
  const { circuit, halfOpensAt, enabled, limit, ratio, judgement } = slot;
  if (!enabled) return <Sign layout={layout} word={t('slots.disabled', 'disabled')} sign="—" />;
  if (circuit === 'open' || circuit === 'half-open') {
    return (
      <Breaker circuit={circuit} halfOpensAt={halfOpensAt} clock={clock} roomy={layout.room === 'sentence'} />
    );
  }
  if (limit === null) return <Sign layout={layout} word={t('slots.unlimited', 'unlimited')} sign="∞" />;
  return (
    <SegmentBar
      ratio={ratio}
      width={layout.bar}
      height={layout.thickness}
      segments={layout.segments}
      color={ratio === null ? ghost : level[judgement]}
      label={spokenOf(slot)}
    />
  );
}

/** A word in the place of the bar, or a sign for it where the word has no room. */
function Sign({ layout, word, sign }: { layout: Layout; word: string; sign: string }) {
  const styles = useStyles2(getStyles);
  return layout.room === 'sign' ? (
    <span className={styles.words} role="img" aria-label={word} title={word}>
      {sign}
    </span>
  ) : (
    <span className={styles.words}>{word}</span>
  );
}

/** Rows are drawn again only when what they show has changed: answers bring new objects each time. */
function isSame(one: Props, other: Props): boolean {
  const [a, b] = [one.slot, other.slot];
  return (
    one.layout === other.layout &&
    one.links[0]?.href === other.links[0]?.href &&
    one.links.length === other.links.length &&
    (Object.keys(a) as (keyof Slot)[]).every((key) => key === 'row' || a[key] === b[key]) &&
    (a.circuit !== 'open' ||
      (one.clock.offset === other.clock.offset && one.clock.answered === other.clock.answered))
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const { judgement } = coloursOf(theme);
  const cut = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;
  return {
    row: css({
      display: 'grid',
      alignItems: 'center',
      height: '100%',
      padding: '0 var(--padding)',
      fontSize: 'var(--label)',
      fontVariantNumeric: 'tabular-nums',
    }),
    name: css({ ...cut, fontWeight: 500 }),
    bar: css({ display: 'block', minWidth: 0, overflow: 'hidden' }),
    wide: css({ gridColumn: 'span 2' }),
    slots: css({ ...cut, fontWeight: 600, textAlign: 'right' }),
    percent: css({
      display: 'flex',
      alignItems: 'center',
      justifyContent: 'flex-end',
      gap: '0.3em',
      whiteSpace: 'nowrap',
      fontSize: 'var(--small)',
    }),
    strong: css({ fontWeight: 600 }),
    level: css({ ...cut, fontSize: 'var(--small)' }),
    volume: css({
      ...cut,
      textAlign: 'right',
      fontSize: 'var(--small)',
      color: theme.colors.text.secondary,
    }),
    words: css({ ...cut, fontSize: 'var(--small)', color: theme.colors.text.secondary }),
    critical: css({ color: judgement.critical }),
    warning: css({ color: judgement.warning }),
    good: css({ color: theme.colors.text.primary }),
    neutral: css({ color: theme.colors.text.primary }),
    quiet: css({ color: theme.colors.text.secondary }),
  };
};
