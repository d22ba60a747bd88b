import type { Density, Scale } from '@hubscope/panel-kit/theme/density.ts';
import { headingHeight } from '@hubscope/panel-kit/frame/PanelFrame.tsx';

/** Where things stand on a card. */
export interface Layout {
  /** Sizes of type; on a card larger than usual, larger ones. */
  scale: Scale;
  /** Height of the course at the bottom; 0 where it is not drawn. */
  course: number;
  /** Px by which the figure stands below the heading. */
  below: number;
  /** Room of the figure. */
  width: number;
  height: number;
  /** Whether a line fits under the change, above the figure however wide that is. */
  line: boolean;
}

/** The card that each density's sizes are made for; on larger ones the figure grows with them. */
const usual: Readonly<Record<Density, readonly [width: number, height: number]>> = {
  tile: [150, 90],
  bento: [300, 132],
  wall: [360, 172],
};

/** How much sooner the figure grows than what is beside it: headings of panels side by side are alike. */
const LEAD = 1.8;

function grownScale(scale: Scale, width: number, height: number): Scale {
  const [usualWidth, usualHeight] = usual[scale.density];
  const growth = Math.min(width / usualWidth, height / usualHeight) / scale.factor;
  if (growth <= 1) return scale;
  const around = Math.max(1, growth / LEAD);
  return {
    ...scale,
    hero: scale.hero * growth,
    lead: scale.lead * growth,
    name: scale.name * around,
    heading: scale.heading * around,
    label: scale.label * around,
    small: scale.small * around,
    padding: scale.padding * around,
    gap: scale.gap * around,
  };
}

/** Least height of a card that has a course. */
const LEAST = 110;
/** What the course takes of the height, and at most of the width. */
const COURSE = 0.33;
const UPRIGHT = 0.45;
/** Share of the course that stays free of the figure; it is low, and fades. */
const FREE = 0.6;
/** Height of a line of digits, and the air over them in it, in ems. */
const LINE = 1.2;
const AIR = 0.2;

/** Lays out a card. Cards of one size are laid out alike, whatever they tell: `changes`, whether a change may be told. */
export function layoutOf(
  usualScale: Scale,
  width: number,
  height: number,
  { changes, course: wantsCourse }: { changes: boolean; course: boolean },
): Layout {
  const scale = grownScale(usualScale, width, height);
  const { hero, heading, small, padding, density } = scale;
  const course = wantsCourse && height > LEAST ? Math.round(Math.min(height * COURSE, width * UPRIGHT)) : 0;
  const bar = headingHeight(scale);
  const room = { width: width - padding * 2, height: height - bar - course * FREE };
  const below = heading * 0.15 + small * 1.25 - hero * AIR + 4;
  const line = changes && density !== 'tile' && room.height - below >= hero * LINE;
  const lowered = line ? Math.max(0, below) : 0;
  return { scale, course, below: lowered, width: room.width, height: room.height - lowered, line };
}
