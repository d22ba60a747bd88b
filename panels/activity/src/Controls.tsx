import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { IconButton, useStyles2 } from '@grafana/ui';
import { emsOf } from '@hubscope/panel-kit/format/widths.ts';
import { SearchField } from '@hubscope/panel-kit/parts/SearchField.tsx';
import { Segments } from '@hubscope/panel-kit/parts/Segments.tsx';
import type { Scale } from '@hubscope/panel-kit/theme/density.ts';
import { viewsOf, type Mode, type View } from './options.ts';
import type { Viewing } from './viewing.ts';
import { viewWord } from './words.ts';

interface Props {
  mode: Mode;
  view: View;
  viewing: Viewing;
  onView: (change: (viewing: Viewing) => Viewing) => void;
  scale: Scale;
  /** Width of the panel. */
  width: number;
}

/** What a switch of views may take of the width. */
const SHARE = 0.5;

/** Views, search and pause. */
export function Controls({ mode, view, viewing, onView, scale, width }: Props) {
  const styles = useStyles2(getStyles);
  const label = t('activity.view.label', 'What is listed');
  const choices = viewsOf[mode].map((value) => ({ value, label: viewWord(value, mode) }));
  const ems = choices.reduce((sum, choice) => sum + emsOf(choice.label) + 1.8, 0);
  const choose = (chosen: View) => {
    onView((last) => ({ ...last, view: chosen }));
  };
  const pause = viewing.paused ? t('activity.resume', 'Go on') : t('activity.pause', 'Pause: new rows wait');
  return (
    <span className={styles.controls}>
      {ems * scale.small < width * SHARE ? (
        <Segments label={label} values={choices} chosen={view} onChoose={choose} slim />
      ) : (
        <select
          className={styles.select}
          aria-label={label}
          value={view}
          onChange={({ target }) => {
            const chosen = viewsOf[mode].find((known) => known === target.value);
            if (chosen !== undefined) choose(chosen);
          }}
        >
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
      <SearchField
        label={t('activity.search', 'Search')}
        search={viewing.search}
        onSearch={(search) => {
          onView((last) => ({ ...last, search }));
        }}
        width={width}
      />
      <IconButton
        name={viewing.paused ? 'play' : 'pause'}
        size="md"
        tooltip={pause}
        aria-pressed={viewing.paused}
        onClick={() => {
          onView((last) => ({ ...last, paused: !last.paused }));
        }}
      />
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  controls: css({
    display: 'flex',
    alignItems: 'center',
    gap: 'calc(var(--gap) * 0.6)',
    flex: 'none',
    height: 24,
    marginTop: 'calc((var(--heading) * 1.4 - 24px) / 2)',
    color: theme.colors.text.secondary,
  }),
  select: css({
    height: 24,
    maxWidth: '8em',
    padding: '0 2px',
    fontSize: 'var(--small)',
    lineHeight: 'normal',
    color: theme.colors.text.primary,
    background: theme.colors.background.secondary,
    border: `1px solid ${theme.colors.border.medium}`,
    borderRadius: theme.shape.radius.default,
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.border}`, outlineOffset: 0 },
  }),
});
