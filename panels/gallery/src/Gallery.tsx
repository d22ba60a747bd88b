import React, { useMemo } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2, PanelPlugin } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { Case, Exhibit } from './exhibit.ts';
import { addressOf, type Request } from './page.ts';
import { PanelCase } from './PanelCase.tsx';
import { useTick } from './tick.ts';

interface Props {
  request: Request;
  panels: readonly { exhibit: Exhibit; plugin: PanelPlugin }[];
}

const choices: readonly { name: keyof Request; values: readonly string[] }[] = [
  { name: 'theme', values: ['dark', 'light'] },
  { name: 'language', values: ['en-US', 'zh-Hans', 'zh-Hant'] },
  { name: 'density', values: ['auto', 'tile', 'bento', 'wall'] },
];

/** Panels in their states, or one of them alone. */
export function Gallery({ request, panels }: Props) {
  const styles = useStyles2(getStyles);
  const alone = request.case !== null;
  return (
    <div className={alone ? undefined : styles.page}>
      {!alone && (
        <nav className={styles.choices}>
          {choices.map(({ name, values }) => (
            <span key={name} className={styles.choice}>
              {values.map((value) => (
                <a
                  key={value}
                  href={addressOf(request, { [name]: value })}
                  aria-current={request[name] === value}
                >
                  {value}
                </a>
              ))}
            </span>
          ))}
        </nav>
      )}
      {panels.map(({ exhibit, plugin }) => (
        <React.Fragment key={exhibit.name}>
          {!alone && <h1 className={styles.name}>{exhibit.name}</h1>}
          <div className={alone ? undefined : styles.cases}>
            {[...exhibit.cases, liveCase]
              .filter((shown) => (alone ? shown.name === request.case : shown !== liveCase))
              .map((shown, index) => (
                <Card
                  key={shown.name}
                  plugin={plugin}
                  shown={sized(shown, request)}
                  id={index}
                  alone={alone}
                  live={shown === liveCase ? exhibit.live : undefined}
                />
              ))}
          </div>
        </React.Fragment>
      ))}
    </div>
  );
}

const sized = (shown: Case, { width, height, density }: Request): Case => ({
  ...shown,
  width: width ?? shown.width,
  height: height ?? shown.height,
  options: { ...shown.options, ...(density === null ? {} : { density }) },
});

/** Stands only alone: it moves. */
const liveCase: Case = { name: 'live', width: 480, height: 320, series: [] };

interface CardProps {
  plugin: PanelPlugin;
  shown: Case;
  id: number;
  alone: boolean;
  live: Exhibit['live'] | undefined;
}

function Card({ plugin, shown, id, alone, live }: CardProps) {
  const styles = useStyles2(getStyles);
  const tick = useTick();
  const series = useMemo(() => live?.(tick) ?? shown.series, [live, tick, shown.series]);
  return (
    <figure className={styles.figure}>
      <div
        className={styles.card}
        data-case={shown.name}
        style={{ width: shown.width, height: shown.height }}
      >
        <PanelCase plugin={plugin} shown={{ ...shown, series }} id={id} />
      </div>
      {!alone && <figcaption className={styles.caption}>{shown.name}</figcaption>}
    </figure>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ padding: 24 }),
  choices: css({ display: 'flex', gap: 24, marginBottom: 16 }),
  choice: css({
    display: 'flex',
    gap: 8,
    color: theme.colors.text.link,
    '& [aria-current=true]': { fontWeight: 700 },
  }),
  name: css({ fontSize: theme.typography.h4.fontSize, margin: '16px 0' }),
  cases: css({ display: 'flex', flexWrap: 'wrap', gap: 20 }),
  figure: css({ margin: 0 }),
  card: css({
    background: theme.colors.background.primary,
    outline: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    overflow: 'hidden',
  }),
  caption: css({ marginTop: 6, color: theme.colors.text.secondary, fontSize: 12 }),
});
