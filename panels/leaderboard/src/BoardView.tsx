import React, { useCallback, useMemo, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { useStyles2, useTheme2 } from '@grafana/ui';
import type { Answer } from '@hubscope/panel-kit/data/answer.ts';
import { language } from '@hubscope/panel-kit/format/language.ts';
import { headingHeight, PanelFrame } from '@hubscope/panel-kit/frame/PanelFrame.tsx';
import { durations } from '@hubscope/panel-kit/motion/durations.ts';
import { GlidingRows } from '@hubscope/panel-kit/rows/GlidingRows.tsx';
import { coloursOf, useColours } from '@hubscope/panel-kit/theme/colours.ts';
import type { Scale } from '@hubscope/panel-kit/theme/density.ts';
import { meaningOf } from '@hubscope/panel-kit/theme/figures.ts';
import type { Board, BoardRow } from './board.ts';
import { cellsOf, hasRankChange, subCellsOf, subFrameOf, type Drawn } from './cells.ts';
import { Controls } from './Controls.tsx';
import { csvOf } from './csv.ts';
import { columnsOf, secondaryOf, type BoardFields } from './fields.ts';
import { Head } from './Head.tsx';
import { hasLinks, useBoardLinks } from './links.ts';
import type { Options } from './options.ts';
import { PageNote } from './PageNote.tsx';
import { besidePage, outOfSight, pagesOf, sharedHeight, usePage } from './pages.ts';
import { Row } from './Row.tsx';
import { appear } from './rowStyles.ts';
import { useLayout } from './samples.ts';
import { seenOf, sortedBy, toggled, type Viewing } from './viewing.ts';

interface Props {
  width: number;
  height: number;
  scale: Scale;
  title: string;
  heading: string;
  answer: Answer;
  fields: BoardFields;
  board: Board;
  options: Options;
  viewing: Viewing;
  onView: (change: (viewing: Viewing) => Viewing) => void;
}

/** Height of rows within rows, and of a head, of that of a row. */
const SUB = 0.68;
const HEAD = 0.7;
/** Px of scrolling after which own rows are looked for anew. */
const FOLLOW = 16;

const idOf = ({ id }: BoardRow): string => id;

/** A board that has rows. */
export function BoardView(props: Props) {
  const { width, height, scale, title, heading, answer, fields, board, options, viewing, onView } = props;
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const colours = useColours();
  const isWall = scale.density === 'wall';
  const isLaptop = scale.density === 'bento';
  const [pointed, setPointed] = useState(false);
  const [scrolled, setScrolled] = useState(0);

  const expands = isLaptop && fields.nested !== undefined;
  const asked = useMemo(
    () => ({
      secondary: secondaryOf(fields, options.secondary),
      columns: columnsOf(fields, options.columns),
    }),
    [fields, options.secondary, options.columns],
  );
  const layout = useLayout({
    fields,
    board,
    ...asked,
    width,
    scale,
    form: options.form,
    expands,
    sortable: isLaptop,
  });
  const drawn = useMemo(
    (): Drawn => ({
      fields,
      board,
      secondary: asked.secondary.slice(0, layout.secondary),
      columns: asked.columns.slice(0, layout.columns),
      rankChange: options.rankChange && hasRankChange(fields),
    }),
    [fields, board, asked, layout, options.rankChange],
  );

  const isTable = layout.form === 'columns';
  const hasBar = title === '' || !tiny(scale) || answer.quality !== 'fresh';
  const headHeight = isTable ? Math.round(scale.row * HEAD) : 0;
  const space = hasBar ? scale.padding * 0.35 : scale.padding * 0.5;
  const room = height - (hasBar ? headingHeight(scale) : 0) - space - scale.padding * 0.4 - headHeight;
  const seen = useMemo(
    () => seenOf(board.rows, viewing, fields, options.own, language()),
    [board, viewing, fields, options.own],
  );
  const { listed } = seen;
  const pages = pagesOf(seen, room, scale.row, options.pageRows);
  const page = usePage(isWall ? pages.count : 1, options.pageSeconds, pointed);
  const subHeight = Math.round(scale.row * SUB);
  const { expanded } = viewing;
  const beside = besidePage(seen, pages, page);
  const rowsShown = Math.max(1, Math.min(pages.perPage, listed.length));
  const rowHeight = isWall ? sharedHeight(room - beside.length * scale.row, rowsShown, scale.row) : scale.row;
  const heightOf = useCallback(
    (row: BoardRow) =>
      rowHeight +
      (expands && expanded.has(row.id) ? (subFrameOf(fields, row.index)?.length ?? 0) * subHeight + 8 : 0),
    [rowHeight, subHeight, expands, expanded, fields],
  );
  const kept = isWall ? besidePage(seen, pages, page) : outOfSight(seen, heightOf, scrolled, room, scale.row);
  const listHeight = isWall ? rowHeight * pages.perPage : Math.max(scale.row, room - kept.length * scale.row);
  const links = useBoardLinks(fields, board.rows);
  const onExpand = useCallback(
    (id: string) => {
      onView((last) => toggled(last, id));
    },
    [onView],
  );
  // Only what may come into sight or leave it is drawn again.
  const follow = useCallback((top: number) => {
    setScrolled(Math.round(top / FOLLOW) * FOLLOW);
  }, []);
  const hue = colours.hue[options.hue === 'auto' ? meaningOf(fields.value).hue : options.hue];
  const leads = !isWall && hasLinks(fields);

  const rowOf = (row: BoardRow, isKept = false) => {
    const sub = expands && !isKept ? subFrameOf(fields, row.index) : undefined;
    return (
      <Row
        id={row.id}
        cells={cellsOf(row, drawn, theme)}
        layout={layout}
        color={hue}
        height={rowHeight}
        subHeight={subHeight}
        sub={
          sub === undefined
            ? undefined
            : expanded.has(row.id)
              ? subCellsOf(sub, row.value, drawn, theme)
              : null
        }
        expands={expands}
        links={leads}
        hovers={isLaptop}
        onExpand={onExpand}
        onLinks={links.open}
      />
    );
  };

  const spoken = {
    label: title === '' ? heading : title,
    columns: 3 + drawn.columns.length + Number(expands),
  };
  const csv = () => {
    const all = seenOf(board.rows, { sort: viewing.sort, search: '' }, fields, false, language()).listed;
    return csvOf(
      fields.frame,
      all.map(({ index }) => index),
    );
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
      note={
        tiny(scale) ? undefined : (
          <PageNote
            listed={listed.length}
            count={board.count}
            searched={viewing.search !== ''}
            pages={isWall ? pages.count : 1}
            page={page}
            perPage={pages.perPage}
          />
        )
      }
      controls={
        isLaptop && options.controls && width >= 260 ? (
          <Controls
            search={viewing.search}
            onSearch={(search) => {
              onView((last) => ({ ...last, search }));
            }}
            csv={csv}
            width={width}
          />
        ) : undefined
      }
    >
      <div
        style={{ '--columns': layout.template, paddingTop: space } as React.CSSProperties}
        onPointerEnter={() => {
          setPointed(true);
        }}
        onPointerLeave={() => {
          setPointed(false);
        }}
      >
        {listed.length === 0 ? (
          <p className={styles.none} style={{ height: listHeight + headHeight }}>
            {t('leaderboard.noMatch', 'No name has “{{search}}” in it.', {
              search: viewing.search,
            })}
          </p>
        ) : (
          <div key={page} className={isWall && pages.count > 1 ? styles.page : undefined}>
            <GlidingRows
              rows={listed}
              idOf={idOf}
              heightOf={heightOf}
              width={width}
              height={listHeight}
              scrolls={!isWall}
              from={page * pages.perPage}
              {...(seen.own.length === 0 ? {} : { onScroll: follow })}
              rowsBefore={isTable ? 1 : 0}
              head={
                isTable ? (
                  <Head
                    fields={fields}
                    columns={drawn.columns}
                    expands={expands}
                    sort={viewing.sort}
                    height={headHeight}
                    onSort={
                      isLaptop
                        ? (by) => {
                            onView((last) => sortedBy(last, by));
                          }
                        : undefined
                    }
                  />
                ) : undefined
              }
              {...spoken}
            >
              {(row) => rowOf(row)}
            </GlidingRows>
          </div>
        )}
        {kept.length > 0 && (
          <div
            role="table"
            aria-label={t('leaderboard.kept', 'Kept in sight')}
            aria-colcount={spoken.columns}
            className={styles.kept}
          >
            {kept.map((row) => (
              <div key={row.id} role="row">
                {rowOf(row, true)}
              </div>
            ))}
          </div>
        )}
      </div>
      {links.menu}
    </PanelFrame>
  );
}

/** Small panels have no room for a count. */
const tiny = ({ density }: Scale): boolean => density === 'tile';

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({
    [theme.transitions.handleMotion('no-preference')]: {
      animation: `${appear} ${durations.glide}ms ease-out`,
    },
  }),
  none: css({
    margin: 0,
    padding: 'var(--gap) var(--padding)',
    fontSize: 'var(--small)',
    color: theme.colors.text.secondary,
  }),
  kept: css({ boxShadow: `0 -1px 0 ${coloursOf(theme).hairline}` }),
});
