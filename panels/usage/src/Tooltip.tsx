import React, { useSyncExternalStore } from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { Portal, useStyles2, useTheme2 } from '@grafana/ui';
import { coloursOf } from '@hubscope/panel-kit/theme/colours.ts';
import type { Holder } from './holder.ts';
import type { Hover } from './hover.ts';
import type { Lines } from './lines.ts';
import type { FigureName } from './options.ts';
import { bucketAt, type Row } from './rows.ts';
import { valueText } from './texts.ts';
import type { View } from './view.ts';

/** What the tooltip tells of. */
export interface Told {
  view: View;
  fields: Lines['fields'];
  figures: readonly FigureName[];
  colorOf: (id: string) => string;
  ghost: string | null;
  zone: string;
  /** Unix ms of both ends of the axis. */
  domain: readonly [number, number];
}

/** Lines that it lists; the others are one. */
const MOST = 12;
/** Room that it takes at most, in px. */
const WIDTH = 320;

/** Values of the bucket under the pointer, the greatest first. */
export function Tooltip({ hover, told }: { hover: Holder<Hover | null>; told: Told }) {
  const styles = useStyles2(getStyles);
  const at = useSyncExternalStore(hover.subscribe, hover.get);
  const time = at === null ? undefined : told.view.times[at.bucket];
  if (at === null || time === undefined) return null;
  const isRight = at.x + WIDTH + 16 < window.innerWidth;
  const isLow = at.y > window.innerHeight / 2;
  const place = `translate(${Math.round(at.x + (isRight ? 14 : -14))}px, ${Math.round(at.y)}px) translate(${isRight ? '0' : '-100%'}, ${isLow ? '-100%' : '0'})`;
  return (
    <Portal>
      <div className={styles.tooltip} style={{ transform: place }} role="presentation">
        <Content bucket={at.bucket} time={time} told={told} />
      </div>
    </Portal>
  );
}

const words = () => ({
  all: t('usage.tooltip.all', 'All'),
  none: t('usage.tooltip.none', 'No usage'),
});

function Content({ bucket, time, told }: { bucket: number; time: number; told: Told }) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const { view, fields, figures, colorOf, ghost } = told;
  const { rows, more, all } = bucketAt(view.seen, bucket, view.primary, MOST);
  const ghostValue = view.ghost?.[bucket] ?? null;
  const cells = (values: Row['values']) =>
    figures.map((figure) => (
      <td key={figure} className={figure === view.primary ? styles.value : styles.second}>
        {valueText(fields[figure], values[figure], theme)}
      </td>
    ));
  return (
    <>
      <div className={styles.time}>{timeText(time, told)}</div>
      <table className={styles.table}>
        <tbody>
          {rows.map(({ id, name, values }) => (
            <tr key={id}>
              <td className={styles.name}>
                <span className={styles.swatch} style={{ background: colorOf(id) }} />
                {name}
              </td>
              {cells(values)}
            </tr>
          ))}
          {more !== null && (
            <tr>
              <td className={styles.second}>
                {t('usage.tooltip.more', '{{lines}} more', { lines: more.lines })}
              </td>
              {cells(more.values)}
            </tr>
          )}
          {(rows.length > 1 || more !== null) && (
            <tr className={styles.sum}>
              <td>{words().all}</td>
              {cells(all)}
            </tr>
          )}
          {rows.length === 0 && (
            <tr>
              <td className={styles.second}>{words().none}</td>
            </tr>
          )}
          {ghost !== null && ghostValue !== null && (
            <tr>
              <td className={styles.second}>{ghost}</td>
              <td className={styles.second}>{valueText(fields[view.primary], ghostValue, theme)}</td>
            </tr>
          )}
        </tbody>
      </table>
    </>
  );
}

/** When a bucket begins; with the offset of the zone where the clock is changed within the axis, and an hour may come twice. */
function timeText(time: number, { zone, domain: [from, to] }: Pick<Told, 'zone' | 'domain'>): string {
  const offsetAt = (at: number) => dateTimeFormat(at, { timeZone: zone, format: 'Z' });
  const isChanged = offsetAt(from) !== offsetAt(to);
  return dateTimeFormat(time, { timeZone: zone, format: `YYYY-MM-DD HH:mm${isChanged ? ' Z' : ''}` });
}

/** The same, read aloud. */
export function bucketText(told: Told, bucket: number, theme: GrafanaTheme2): string {
  const { view, fields, figures } = told;
  const time = view.times[bucket];
  if (time === undefined) return '';
  const { rows } = bucketAt(view.seen, bucket, view.primary, MOST);
  const said = rows.map(
    ({ name, values }) =>
      `${name} ${figures.map((figure) => valueText(fields[figure], values[figure], theme)).join(' ')}`,
  );
  return [timeText(time, told), ...(said.length === 0 ? [words().none] : said)].join(', ');
}

const getStyles = (theme: GrafanaTheme2) => ({
  tooltip: css({
    position: 'fixed',
    top: 0,
    left: 0,
    zIndex: theme.zIndex.tooltip,
    maxWidth: WIDTH,
    padding: theme.spacing(1, 1.25),
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.elevated,
    boxShadow: `0 0 0 1px ${coloursOf(theme).hairline}, ${theme.shadows.z2}`,
    color: theme.colors.text.primary,
    fontSize: theme.typography.bodySmall.fontSize,
    pointerEvents: 'none',
  }),
  time: css({ color: theme.colors.text.secondary, fontVariantNumeric: 'tabular-nums', marginBottom: 4 }),
  table: css({ borderCollapse: 'collapse', '& td': { padding: '1px 0' } }),
  name: css({
    maxWidth: 180,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  }),
  swatch: css({
    display: 'inline-block',
    width: 8,
    height: 8,
    marginRight: 6,
    borderRadius: theme.shape.radius.default,
  }),
  value: css({
    textAlign: 'right',
    fontWeight: 650,
    fontVariantNumeric: 'tabular-nums',
    '&&': { paddingLeft: 14 },
  }),
  second: css({
    textAlign: 'right',
    color: theme.colors.text.secondary,
    fontVariantNumeric: 'tabular-nums',
    '&:first-of-type': { textAlign: 'left' },
    '&:not(:first-of-type)': { paddingLeft: 14 },
  }),
  sum: css({ '& td': { borderTop: `1px solid ${theme.colors.border.weak}`, paddingTop: 3 } }),
});
