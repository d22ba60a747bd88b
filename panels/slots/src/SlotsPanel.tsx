import React, { useMemo, useState } from 'react';
import { css } from '@emotion/css';
import type { DataFrame, GrafanaTheme2, PanelProps } from '@grafana/data';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { measureText, useStyles2 } from '@grafana/ui';
import { answerOf, type Answer } from '@hubscope/panel-kit/data/answer.ts';
import { fieldOf } from '@hubscope/panel-kit/data/fields.ts';
import { localNumber } from '@hubscope/panel-kit/format/language.ts';
import { insteadOf } from '@hubscope/panel-kit/frame/instead.ts';
import { headingHeight, PanelFrame } from '@hubscope/panel-kit/frame/PanelFrame.tsx';
import type { NotShown } from '@hubscope/panel-kit/frame/StateView.tsx';
import { useGatewayClock } from '@hubscope/panel-kit/motion/clockOffset.ts';
import { GlidingRows } from '@hubscope/panel-kit/rows/GlidingRows.tsx';
import { useScale, type Scale } from '@hubscope/panel-kit/theme/density.ts';
import { fleetOf, type Fleet } from './fleet.ts';
import { FleetBar, fleetHeight } from './FleetBar.tsx';
import { heightOfRow, layoutOf, rowsThatFit } from './layout.ts';
import type { Options, Sorting } from './options.ts';
import { orderOf, type Order } from './order.ts';
import { judgeRatio, needed, readSlots, type Found, type Slot } from './reading.ts';
import { useForecast } from './seen.ts';
import { SlotRow } from './SlotRow.tsx';
import { levelWord } from './words.ts';

/** How full providers are. */
export function SlotsPanel(props: PanelProps<Options>) {
  const { data, width, height, options, title } = props;
  const scale = useScale(options.density, width, height);
  const answer = answerOf(data);
  const found = useMemo(() => readSlots(data.series), [data.series]);
  const frame = { width, height, scale, title };
  const heading = options.label === '' ? t('slots.heading', 'Provider slots') : options.label;
  if (found === undefined || found.slots.length === 0) {
    const instead = insteadOf(answer) ?? (found === undefined ? missing(data.series) : nothingThere(answer));
    return <PanelFrame {...frame} heading={heading} answer={answer} instead={instead} />;
  }
  return <Known {...props} scale={scale} heading={heading} answer={answer} found={found} />;
}

const missing = (series: readonly DataFrame[]): NotShown => {
  const [first] = series;
  return {
    kind: 'missing',
    fields: needed.filter((name) => first === undefined || fieldOf(first, name) === undefined),
    query: t('slots.query', 'Slots'),
  };
};

const nothingThere = ({ quality, reason }: Answer): NotShown =>
  quality === 'unknown'
    ? { kind: 'unknown', detail: reason }
    : {
        kind: 'empty',
        title: t('slots.none.title', 'No providers'),
        detail: t('slots.none.detail', 'The gateway has none, or the filters leave none.'),
      };

type KnownProps = PanelProps<Options> & { scale: Scale; heading: string; answer: Answer; found: Found };

function Known({ width, height, scale, title, heading, options, data, answer, found }: KnownProps) {
  const styles = useStyles2(getStyles);
  const clock = useGatewayClock(answer);
  const fleet = useMemo(() => fleetOf(data.series, found.slots), [data.series, found]);
  const shown = useMemo(
    () => (options.disabled ? found.slots : found.slots.filter(({ enabled }) => enabled)),
    [found, options.disabled],
  );
  const slots = useOrder(shown, options.sort);
  const fullIn = useForecast(fleet, clock.answered ?? data.request?.endTime ?? null);
  const roomForNote = width > 280;
  const note = roomForNote ? freeText(fleet) : undefined;
  const headed = title === '' || note !== undefined || answer.quality !== 'fresh';
  const body = height - (headed ? headingHeight(scale) : 0) - scale.padding * (headed ? 0.9 : 1.2);
  const fleetRoom = options.fleet && fleet.limit > 0 && body >= fleetHeight(scale) ? fleetHeight(scale) : 0;
  const scrolls = scale.density !== 'wall';
  const rowHeight = heightOfRow(scale, body - fleetRoom, slots.length);
  const fitting = rowsThatFit(body - fleetRoom, rowHeight, slots.length);
  // A tile has no room for a row that is cut.
  const listHeight =
    scale.density === 'bento'
      ? body - fleetRoom
      : (scrolls ? Math.floor((body - fleetRoom) / rowHeight) : fitting) * rowHeight;
  const visible = scrolls ? slots : slots.slice(0, fitting);
  const layout = useLayout(slots, width, scale, rowHeight, options.volume);
  const heightOf = () => rowHeight;
  const provider = fieldOf(found.frame, 'provider');
  return (
    <PanelFrame
      width={width}
      height={height}
      scale={scale}
      title={title}
      heading={heading}
      answer={answer}
      flush
      fades="colours"
      note={note}
    >
      <div className={styles.body} style={{ paddingTop: scale.padding * (headed ? 0.4 : 0.7) }}>
        {fleetRoom > 0 && (
          <FleetBar
            fleet={fleet}
            judgement={judgeRatio(found.levels, fleet.ratio)}
            fullIn={options.forecast && answer.quality === 'fresh' ? fullIn : null}
            scale={scale}
            width={width}
          />
        )}
        {body - fleetRoom >= rowHeight && (
          <GlidingRows
            rows={visible}
            idOf={idOf}
            heightOf={heightOf}
            width={width}
            height={listHeight}
            label={heading}
            scrolls={scrolls}
          >
            {(slot: Slot) => (
              <SlotRow
                slot={slot}
                layout={layout}
                clock={clock}
                links={scrolls ? (provider?.getLinks?.({ valueRowIndex: slot.row }) ?? []) : []}
              />
            )}
          </GlidingRows>
        )}
        {!scrolls && fitting < slots.length && fitting > 0 && (
          <div className={styles.more} style={{ height: rowHeight }}>
            {moreText(slots.slice(fitting))}
          </div>
        )}
      </div>
    </PanelFrame>
  );
}

const idOf = ({ id }: Slot): string => id;

/** The order of the last answer matters for the next one's. */
function useOrder(slots: readonly Slot[], sort: Sorting): readonly Slot[] {
  const [kept, setKept] = useState<{ of: readonly Slot[]; sort: Sorting; order: Order }>(() => ({
    of: slots,
    sort,
    order: orderOf(slots, sort, undefined),
  }));
  if (kept.of === slots && kept.sort === sort) return kept.order.slots;
  const order = orderOf(slots, sort, kept.sort === sort ? kept.order : undefined);
  setKept({ of: slots, sort, order });
  return order.slots;
}

function useLayout(
  slots: readonly Slot[],
  width: number,
  scale: Scale,
  rowHeight: number,
  wantsVolume: boolean,
) {
  const names = slots
    .map(({ name }) => name)
    .sort()
    .join('\n');
  const volume = wantsVolume && slots.some(({ volume }) => volume !== null);
  return useMemo(() => {
    const longest = (texts: readonly string[], size: number, weight?: number) =>
      Math.max(0, ...texts.map((text) => measureText(text, size, weight).width));
    return layoutOf(width, scale, rowHeight, {
      longestName: longest(names.split('\n'), scale.label, 500),
      longestLevel: longest([levelWord('warning', 0), levelWord('critical', 0)], scale.small),
      volume,
    });
  }, [names, width, scale, rowHeight, volume]);
}

const freeText = ({ left, limit }: Fleet): string | undefined =>
  left === null || limit === 0
    ? undefined
    : t('slots.free', '{{left}} of {{limit}} free', {
        left: localNumber(left),
        limit: localNumber(limit),
      });

/** What a wall has no room for; never that something is wrong there without saying so. */
function moreText(hidden: readonly Slot[]): string {
  const wrong = hidden.filter(
    ({ circuit, judgement }) => circuit === 'open' || judgement === 'critical',
  ).length;
  return wrong === 0
    ? t('slots.more', '{{hidden}} more', { hidden: hidden.length })
    : t('slots.moreWrong', '{{hidden}} more, {{wrong}} of them full or open', {
        hidden: hidden.length,
        wrong,
      });
}

const getStyles = (theme: GrafanaTheme2) => ({
  body: css({ height: '100%', overflow: 'hidden' }),
  more: css({
    display: 'flex',
    alignItems: 'center',
    padding: '0 var(--padding)',
    fontSize: 'var(--small)',
    color: theme.colors.text.secondary,
  }),
});
