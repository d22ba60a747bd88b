import React, { memo } from 'react';
import { css } from '@emotion/css';
import { useStyles2 } from '@grafana/ui';
import { useColours } from '../theme/colours.ts';

/** First letters of the first two words; of a name in Han characters, its first one. */
export function initialsOf(name: string): string {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? [];
  const letters = words.map((word) => Array.from(word)[0] ?? '');
  if (/\p{Script=Han}/u.test(letters[0] ?? '')) return letters[0] ?? '';
  return letters.slice(0, 2).join('').toUpperCase();
}

/** A small, stable number of a name: the same name has the same colour everywhere. */
function hashOf(name: string): number {
  let hash = 0;
  for (const letter of name) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  return hash;
}

/** Width of the square, in ems of the letters around it. */
export const SQUARE = 2.1;

/** A square with the initials of a name, beside that name. */
export const Initials = memo(function Initials({ name }: { name: string }) {
  const styles = useStyles2(getStyles);
  const { avatars, onAvatar } = useColours();
  return (
    <span
      className={styles.square}
      style={{ background: avatars[hashOf(name) % avatars.length], color: onAvatar }}
      aria-hidden
    >
      {initialsOf(name)}
    </span>
  );
});

const getStyles = () => ({
  square: css({
    display: 'grid',
    placeItems: 'center',
    flex: 'none',
    width: `${SQUARE}em`,
    height: `${SQUARE}em`,
    borderRadius: '0.5em',
    fontWeight: 650,
    letterSpacing: '-0.01em',
  }),
});
