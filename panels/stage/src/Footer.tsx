import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { coloursOf } from '@hubscope/panel-kit/theme/colours.ts';
import type { Scale } from '@hubscope/panel-kit/theme/density.ts';
import { linesOf, wrapped, type Piece } from './layout.ts';
import { LightMark } from './LightMark.tsx';
import { widthOf } from './measures.ts';
import type { Scene } from './scene.ts';
import { currencyText, ledgerText, namesText, piecesOf, todayText } from './words.ts';

interface Props {
  scene: Scene;
  scale: Scale;
  width: number;
  height: number;
  /** Px at the sides. */
  side: number;
}

type Name = 'today' | 'amounts' | 'ledger' | 'names';
type Told = Piece<Name> & { text: string; isWrong: boolean };

/** What says most where not all fits. */
const importance: readonly Name[] = ['today', 'ledger', 'names', 'amounts'];

/** Beside everything else on a wall it may be small; it explains, and is not watched. */
const SMALL = 0.865;
const LINE = 1.5;

/** What the figures of a screen mean: whose day, which money, how many rows, whose names. */
export function Footer({ scene, scale, width, height, side }: Props) {
  const styles = useStyles2(getStyles);
  const size = scale.density === 'wall' ? scale.small * SMALL : scale.small;
  const gap = size * 2;
  const told = textsOf(scene).map(({ name, text, isWrong = false }): Told => ({
    name,
    text,
    isWrong,
    width: widthOf(piecesOf(text).join(''), size, 550) + (isWrong ? size * 1.1 : 0),
  }));
  const room = width - side * 2;
  const lines = Math.max(1, Math.floor(height / (size * LINE)));
  const shown = wrapped(told, importance, room, gap, lines);
  const isOneLine =
    linesOf(
      shown.map((piece) => piece.width),
      room,
      gap,
    ) === 1;
  return (
    <div
      className={`${styles.footer} ${isOneLine ? styles.line : ''}`}
      style={{ fontSize: size, columnGap: gap, padding: `0 ${side}px` }}
    >
      {shown.map(({ name, text, isWrong }) => (
        <span
          key={name}
          className={`${styles.text} ${isOneLine && name === 'names' ? styles.names : ''} ${isWrong ? styles.wrong : ''}`}
          title={piecesOf(text).join('')}
        >
          {isWrong && (
            <span className={styles.mark}>
              <LightMark judgement="warning" />
            </span>
          )}
          {piecesOf(text).map((piece, index) => (index % 2 === 1 ? <b key={index}>{piece}</b> : piece))}
        </span>
      ))}
    </div>
  );
}

function textsOf({ zone, isGateways, reading: { currency, ledger, names } }: Scene) {
  return [
    { name: 'today' as const, text: todayText(zone, isGateways) },
    ...(currency === null ? [] : [{ name: 'amounts' as const, text: currencyText(currency) }]),
    ...(ledger === null
      ? []
      : [{ name: 'ledger' as const, text: ledgerText(ledger), isWrong: (ledger.differences ?? 0) > 0 }]),
    ...(names === null ? [] : [{ name: 'names' as const, text: namesText(names) }]),
  ];
}

const getStyles = (theme: GrafanaTheme2) => ({
  footer: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    alignContent: 'center',
    height: '100%',
    overflow: 'hidden',
    lineHeight: LINE,
    color: theme.colors.text.secondary,
    fontVariantNumeric: 'tabular-nums',
  }),
  text: css({
    maxWidth: '100%',
    overflowWrap: 'anywhere',
    '& b': { fontWeight: 550, color: theme.colors.text.primary },
  }),
  line: css({ whiteSpace: 'nowrap' }),
  names: css({ marginLeft: 'auto' }),
  wrong: css({ color: coloursOf(theme).judgement.warning }),
  mark: css({ marginRight: '0.4em' }),
});
