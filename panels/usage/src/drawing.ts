import { type GrafanaTheme2 } from '@grafana/data';
import type { UPlotConfigBuilder } from '@grafana/ui';
import type { Colours } from '@hubscope/panel-kit/theme/colours.ts';
import type { Scale } from '@hubscope/panel-kit/theme/density.ts';
import type { Axis } from './scale.ts';
import type { Values } from './sums.ts';

/** A chart, as uPlot hands it to hooks; uPlot itself comes with Grafana. */
export type Plot = Parameters<NonNullable<Parameters<UPlotConfigBuilder['addHook']>[1]>>[0];

/** What is drawn with each tick, and does not change the structure. */
export interface Drawing {
  domain: readonly [number, number];
  axes: Readonly<Record<'primary' | 'beside', Axis>>;
  format: Readonly<Record<'primary' | 'beside', (value: number) => string>>;
  times: readonly number[];
  /** Lines without a colour of their own. */
  thin: readonly Values[];
  /** What is known of the bucket that is not over yet: a value and a colour of each curve. */
  open: { bucket: number; points: readonly { value: number; color: string }[] } | null;
  now: number | null;
  /** What stands beside the line of now. */
  nowText: string;
}

/** Browsers draw lines of one pixel each for itself, and where hundreds lie over each other they would be white. */
const THIN = 1.25;

/** All thin lines in one stroke: hundreds of them cost about as much as one. They lie behind the others. */
export function drawThin(u: Plot, { times, thin, open }: Drawing, colours: Colours): void {
  if (thin.length === 0) return;
  const { ctx, bbox } = u;
  const places = times.slice(0, open?.bucket).map((time) => u.valToPos(time, 'x', true));
  const bottom = u.valToPos(0, 'primary', true);
  const perUnit = bottom - u.valToPos(1, 'primary', true);
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.beginPath();
  for (const values of thin) {
    let isDown = false;
    places.forEach((x, bucket) => {
      const value = values[bucket] ?? null;
      if (value === null) {
        isDown = false;
        return;
      }
      const y = bottom - value * perUnit;
      if (isDown) ctx.lineTo(x, y);
      else ctx.moveTo(x, y);
      isDown = true;
    });
  }
  ctx.lineWidth = THIN * window.devicePixelRatio;
  ctx.strokeStyle = colours.ghost;
  ctx.globalAlpha = thin.length > 60 ? 0.45 : 0.6;
  ctx.stroke();
  ctx.restore();
}

/** What is known of the bucket that is not over, as rings: it is a part, and no line falls to it. */
export function drawOpen(u: Plot, { open, times }: Drawing, theme: GrafanaTheme2, scale: Scale): void {
  if (open === null) return;
  const { ctx } = u;
  const pixel = window.devicePixelRatio * scale.factor;
  const x = u.valToPos(times[open.bucket] ?? 0, 'x', true);
  ctx.save();
  // The last curve may have been dashed.
  ctx.setLineDash([]);
  ctx.lineWidth = 1.5 * pixel;
  ctx.fillStyle = theme.colors.background.primary;
  // The first lines stand before the others.
  for (const { value, color } of [...open.points].reverse()) {
    ctx.strokeStyle = color;
    ctx.beginPath();
    ctx.arc(x, u.valToPos(value, 'primary', true), 2.5 * pixel, 0, Math.PI * 2);
    ctx.fill();
    ctx.stroke();
  }
  ctx.restore();
}

/** The line of now, where the axis goes on behind it. */
export function drawNow(
  u: Plot,
  { now, nowText, domain }: Drawing,
  theme: GrafanaTheme2,
  scale: Scale,
): void {
  const [from, to] = domain;
  if (now === null || now <= from || to - now < (to - from) * 0.03) return;
  const { ctx, bbox } = u;
  const pixel = window.devicePixelRatio;
  const x = Math.round(u.valToPos(now, 'x', true)) + 0.5;
  ctx.save();
  ctx.strokeStyle = theme.colors.text.secondary;
  ctx.setLineDash([2 * pixel, 4 * pixel]);
  ctx.lineWidth = pixel;
  ctx.beginPath();
  ctx.moveTo(x, bbox.top - scale.small * 1.2 * pixel);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  if (nowText !== '') {
    ctx.font = `${scale.small * pixel}px ${theme.typography.fontFamily}`;
    ctx.fillStyle = theme.colors.text.secondary;
    ctx.textBaseline = 'bottom';
    const { width } = ctx.measureText(nowText);
    const fits = x + width + scale.small * pixel < bbox.left + bbox.width;
    ctx.textAlign = fits ? 'left' : 'right';
    ctx.fillText(nowText, x + (fits ? 1 : -1) * scale.small * 0.6 * pixel, bbox.top - 2 * pixel);
  }
  ctx.restore();
}

/** A dot at the end of a single line. */
export function drawEnd(u: Plot, color: string, scale: Scale): void {
  const values = u.data[1] as Values | undefined;
  const end = values?.findLastIndex((value) => value !== null) ?? -1;
  const value = values?.[end] ?? null;
  if (value === null || end < 0) return;
  const { ctx } = u;
  const pixel = window.devicePixelRatio * scale.factor;
  const [x, y] = [u.valToPos(u.data[0][end] ?? 0, 'x', true), u.valToPos(value, 'primary', true)];
  ctx.save();
  ctx.fillStyle = color;
  for (const [size, alpha] of [
    [10, 0.2],
    [4.5, 1],
  ] as const) {
    ctx.globalAlpha = alpha;
    ctx.beginPath();
    ctx.arc(x, y, size * pixel, 0, Math.PI * 2);
    ctx.fill();
  }
  ctx.restore();
}
