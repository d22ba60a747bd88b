import React, { useCallback, useMemo, useRef } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { useStyles2, useTheme2 } from '@grafana/ui';
import type { Answer } from '@hubscope/panel-kit/data/answer.ts';
import { headingHeight, PanelFrame } from '@hubscope/panel-kit/frame/PanelFrame.tsx';
import { useGatewayClock } from '@hubscope/panel-kit/motion/clockOffset.ts';
import { Pill } from '@hubscope/panel-kit/parts/Pill.tsx';
import { GlidingRows } from '@hubscope/panel-kit/rows/GlidingRows.tsx';
import type { Scale } from '@hubscope/panel-kit/theme/density.ts';
import { dayOf, type Drawn } from './cells.ts';
import { RowClockContext } from './clock.ts';
import { partsOf } from './columns.ts';
import { Controls } from './Controls.tsx';
import type { Entry, Found } from './entries.ts';
import { listedOf, viewFor } from './filter.ts';
import { useFormats } from './formats.ts';
import { Head } from './Head.tsx';
import { useHold } from './hold.ts';
import { useRowLinks } from './links.ts';
import type { Options } from './options.ts';
import { Row } from './Row.tsx';
import { useLayout } from './samples.ts';
import { useStream } from './stream.ts';
import type { Viewing } from './viewing.ts';
import { Waiting } from './Waiting.tsx';
import { nothingIn } from './words.ts';

interface Props {
  width: number;
  height: number;
  scale: Scale;
  title: string;
  heading: string;
  answer: Answer;
  found: Found;
  options: Options;
  zone: string;
  /** Beside the heading: how many there are, or how fast they come. */
  note: string | null;
  /** Unix ms at which the data was asked for; null where nobody says. */
  asked: number | null;
  viewing: Viewing;
  onView: (change: (viewing: Viewing) => Viewing) => void;
}

const idOf = ({ id }: Entry): string => id;

/** Rows of a wall grow by this much at most, so that no gap is left under them. */
const GROWS = 1.3;
/** A head is drawn over this many rows at least. */
const FEWEST = 3;

/** A stream that has rows. */
export function StreamView(props: Props) {
  const { width, height, scale, title, heading, answer, found, options, zone, viewing, onView } = props;
  const { mode, frame, entries } = found;
  const theme = useTheme2();
  const isWall = scale.density === 'wall';
  const isLaptop = scale.density === 'bento';
  const scroller = useRef<HTMLDivElement>(null);
  const hold = useHold();

  const view = viewFor(mode, viewing.view ?? options.view);
  const { search } = viewing;
  const listed = useMemo(() => listedOf(entries, view, search), [entries, view, search]);
  const all = useMemo(() => new Map(entries.map((entry) => [entry.id, entry])), [entries]);
  const fields = useMemo(() => partsOf(frame, mode, options.parts), [frame, mode, options.parts]);
  const links = useRowLinks(mode, fields, found.rowOf);
  const { rows, waiting, arrived } = useStream({
    listed,
    all,
    held: !isWall && (hold.held || viewing.paused || links.menu !== null),
    asked: `${mode} ${view} ${search}`,
    released: viewing.released,
  });

  const clock = useGatewayClock(answer);
  const { answered, offset } = clock;
  const told = answer.asOf === null ? props.asked : Date.parse(answer.asOf);
  const stopped = answer.quality === 'fresh' ? null : told;
  const rowClock = useMemo(() => ({ answered, offset, stopped }), [answered, offset, stopped]);

  const today = useMemo(() => dayOf(entries, zone), [entries, zone]);
  const formats = useFormats(fields);
  const drawn = useMemo(
    (): Drawn => ({ mode, fields: formats, theme, zone, today }),
    [mode, formats, theme, zone, today],
  );
  const layout = useLayout(entries, drawn, width, scale);

  const hasControls = isLaptop && options.controls && width >= 260;
  const isCut = view !== 'all' || search !== '';
  const isRoomy = scale.density !== 'tile' && width > (hasControls ? 420 : 280);
  const note = isCut
    ? t('activity.shown', '{{listed}} of {{all}}', {
        listed: listed.length,
        all: entries.length,
      })
    : props.note;
  const hasNote = isRoomy && note !== null;
  const hasBar = title === '' || hasControls || answer.quality !== 'fresh' || hasNote;
  const space = scale.padding * (hasBar ? 0.35 : 0.4);
  const end = isWall ? scale.padding * 0.4 : 0;
  const room = height - (hasBar ? headingHeight(scale) : 0) - space - end;
  const hasHead = layout.form !== 'brief' && room >= layout.head + layout.row * FEWEST;
  const listRoom = Math.max(layout.row, room - (hasHead ? layout.head : 0));
  const fitting = Math.max(1, Math.floor(listRoom / layout.row));
  const rowHeight = isWall ? Math.floor(Math.min(layout.row * GROWS, listRoom / fitting)) : layout.row;
  const listHeight = isWall ? rowHeight * fitting : listRoom;

  const heightOf = useCallback(() => rowHeight, [rowHeight]);
  const show = () => {
    onView((last) => ({ ...last, released: last.released + 1 }));
    scroller.current?.scrollTo({ top: 0 });
    scroller.current?.focus({ preventScroll: true });
  };
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
      // Where there is no bar, one that came would push the rows.
      beside={
        hasBar && (viewing.paused || waiting > 0) ? (
          <>
            {viewing.paused && isRoomy && <Pill judgement="neutral">{t('activity.paused', 'PAUSED')}</Pill>}
            {waiting > 0 && (
              <Waiting count={waiting} roomy={width >= 360} onShow={show} onBlur={hold.handlers.onBlur} />
            )}
          </>
        ) : undefined
      }
      note={hasNote ? <span role={isCut ? 'status' : undefined}>{note}</span> : undefined}
      controls={
        hasControls ? (
          <Controls mode={mode} view={view} viewing={viewing} onView={onView} scale={scale} width={width} />
        ) : undefined
      }
    >
      <RowClockContext.Provider value={rowClock}>
        <div
          style={
            {
              '--columns': layout.template,
              '--between': `${layout.gap}px`,
              paddingTop: space,
            } as React.CSSProperties
          }
          {...(isWall ? {} : hold.handlers)}
        >
          {rows.length === 0 ? (
            <Nothing
              text={
                search === ''
                  ? nothingIn(view, mode)
                  : t('activity.noMatch', 'Nothing here has “{{search}}” in it.', { search })
              }
              height={room}
              onAll={
                isLaptop
                  ? () => {
                      onView((last) => ({ ...last, view: 'all', search: '' }));
                    }
                  : undefined
              }
            />
          ) : (
            <GlidingRows
              rows={rows}
              idOf={idOf}
              heightOf={heightOf}
              width={width}
              height={listHeight}
              label={title === '' ? heading : title}
              entrance="slide"
              scrolls={!isWall}
              columns={layout.columns.length}
              rowsBefore={hasHead ? 1 : 0}
              head={hasHead ? <Head columns={layout.columns} mode={mode} height={layout.head} /> : undefined}
              onScroll={hold.onScroll}
              scroller={scroller}
            >
              {(entry) => (
                <Row
                  entry={entry}
                  columns={layout.columns}
                  drawn={drawn}
                  arrived={arrived.has(entry.id)}
                  isRoomy={isWall && layout.isRoomy}
                  leads={!isWall}
                  hovers={isLaptop}
                  onLinks={links.open}
                />
              )}
            </GlidingRows>
          )}
        </div>
      </RowClockContext.Provider>
      {links.menu}
    </PanelFrame>
  );
}

interface NothingProps {
  text: string;
  height: number;
  onAll: (() => void) | undefined;
}

/** That nothing is in a view, and the way out of it. */
function Nothing({ text, height, onAll }: NothingProps) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.nothing} style={{ height }} role="status">
      <span className={styles.words}>{text}</span>
      {onAll !== undefined && (
        <button type="button" className={styles.all} onClick={onAll}>
          {t('activity.showAll', 'Show all')}
        </button>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  nothing: css({
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    justifyContent: 'center',
    gap: 'calc(var(--gap) * 0.6)',
    padding: '0 var(--padding)',
    overflow: 'hidden',
  }),
  words: css({
    maxWidth: '100%',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    fontSize: 'calc(var(--name) * 1.15)',
    fontWeight: 600,
  }),
  all: css({
    padding: 0,
    border: 'none',
    background: 'none',
    font: 'inherit',
    fontSize: 'var(--small)',
    color: theme.colors.text.link,
    cursor: 'pointer',
    '&:hover': { textDecoration: 'underline' },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.border}`, outlineOffset: 1 },
  }),
});
