import React from 'react';

/** Signs on buttons, drawn in the size of the text around them. */
const paths = {
  sun: 'M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6M8 1.2v1.6M8 13.2v1.6M1.2 8h1.6M13.2 8h1.6M3.2 3.2l1.1 1.1M11.7 11.7l1.1 1.1M3.2 12.8l1.1-1.1M11.7 4.3l1.1-1.1',
  moon: 'M13.4 9.7A5.8 5.8 0 0 1 6.3 2.6a5.8 5.8 0 1 0 7.1 7.1Z',
  reload: 'M13.6 3v3.4h-3.4M13.2 6.2A5.6 5.6 0 1 0 13.6 9',
  expand: 'M6 2H2v4M10 2h4v4M6 14H2v-4M10 14h4v-4',
  shrink: 'M2 6h4V2M14 6h-4V2M2 10h4v4M14 10h-4v4',
} as const;

export type GlyphName = keyof typeof paths;

export const Glyph = ({ name }: { name: GlyphName }) => (
  <svg viewBox="0 0 16 16" width="1.15em" height="1.15em" aria-hidden>
    <path
      d={paths[name]}
      fill="none"
      stroke="currentColor"
      strokeWidth={1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  </svg>
);
