import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';

/** Columns of Grafana's grid. */
export const COLUMNS = 24;

/** Panels side by side or on top of each other, in cells of the grid: 30 px high, 8 px apart. */
export interface Block {
  width: number;
  height: number;
  panels: readonly Panel[];
}

/** A panel of a size. */
export const place = (width: number, height: number, panel: Panel): Block => ({
  width,
  height,
  panels: [{ ...panel, gridPos: { x: 0, y: 0, w: width, h: height } }],
});

const moved = ({ panels }: Block, right: number, down: number): Panel[] =>
  panels.map((panel) => {
    const { x, y, w, h } = panel.gridPos ?? { x: 0, y: 0, w: 0, h: 0 };
    return { ...panel, gridPos: { x: x + right, y: y + down, w, h } };
  });

/** Blocks from left to right. */
export function across(...blocks: readonly Block[]): Block {
  let right = 0;
  const panels = blocks.flatMap((block) => {
    right += block.width;
    return moved(block, right - block.width, 0);
  });
  return { width: right, height: Math.max(...blocks.map(({ height }) => height)), panels };
}

/** Blocks from above to below. */
export function down(...blocks: readonly Block[]): Block {
  let below = 0;
  const panels = blocks.flatMap((block) => {
    below += block.height;
    return moved(block, 0, below - block.height);
  });
  return { width: Math.max(...blocks.map(({ width }) => width)), height: below, panels };
}

/** Panels of one height that share the width of the board: 1, 2, 3, 4, 6, 8 or 12 of them. */
export function evenly(height: number, ...panels: readonly Panel[]): Block {
  const width = COLUMNS / panels.length;
  if (!Number.isInteger(width)) throw new Error(`${panels.length} panels cannot share ${COLUMNS} columns`);
  return across(...panels.map((panel) => place(width, height, panel)));
}

/** A heading across the board. */
export const heading = (title: string): Block => ({
  width: COLUMNS,
  height: 1,
  panels: [
    { type: 'row', title, panels: [], gridPos: { x: 0, y: 0, w: COLUMNS, h: 1 }, collapsed: false } as Panel,
  ],
});
