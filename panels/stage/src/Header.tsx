import React from 'react';
import { HeaderBar } from './HeaderBar.tsx';
import { HeaderCard } from './HeaderCard.tsx';
import type { HeaderProps } from './headerProps.ts';

/** Px below which a header is one line; above, a card with a large clock. */
const TALLEST_BAR = 100;

/** The top of a screen. */
export const Header = (props: HeaderProps) =>
  props.height < TALLEST_BAR * props.scale.factor ? <HeaderBar {...props} /> : <HeaderCard {...props} />;
