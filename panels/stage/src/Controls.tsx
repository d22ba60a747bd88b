import React, { memo, useSyncExternalStore } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { Tooltip, useStyles2, useTheme2 } from '@grafana/ui';
import { language } from '@hubscope/panel-kit/format/language.ts';
import { durations } from '@hubscope/panel-kit/motion/durations.ts';
import { Segments } from '@hubscope/panel-kit/parts/Segments.tsx';
import { coloursOf } from '@hubscope/panel-kit/theme/colours.ts';
import { withParameter } from './address.ts';
import { Glyph, type GlyphName } from './glyphs.tsx';

/** Languages that Hubscope speaks, each by its own sign. */
const languages = [
  { value: 'en-US', label: 'EN' },
  { value: 'zh-Hans', label: '简' },
  { value: 'zh-Hant', label: '繁' },
] as const;
type Language = (typeof languages)[number]['value'];

/** Grafana reads language and theme from the address when it loads a page. */
function loadWith(name: 'lang' | 'theme', value: string): void {
  window.location.assign(withParameter(window.location.href, name, value));
}

const subscribeFullscreen = (changed: () => void) => {
  document.addEventListener('fullscreenchange', changed);
  return () => {
    document.removeEventListener('fullscreenchange', changed);
  };
};
const isFullscreen = (): boolean => document.fullscreenElement !== null;

function toggleFullscreen(): void {
  // A browser that refuses says so itself.
  const done = isFullscreen() ? document.exitFullscreen() : document.documentElement.requestFullscreen();
  done.catch(() => undefined);
}

/** Language, theme, reload, full screen. They fade away while nobody is there, and come back with the first input. */
export const Controls = memo(function Controls({ size, isIdle }: { size: number; isIdle: boolean }) {
  const styles = useStyles2(getStyles);
  const { isDark } = useTheme2();
  const isFull = useSyncExternalStore(subscribeFullscreen, isFullscreen);
  const spoken = languages.find(({ value }) => value === language())?.value ?? null;
  return (
    <div
      role="group"
      aria-label={t('stage.controls', 'Screen controls')}
      className={`${styles.controls} ${isIdle ? styles.idle : ''}`}
      style={{ '--small': `${size}px`, fontSize: size } as React.CSSProperties}
      data-idle={isIdle}
    >
      <Segments<Language>
        label={t('stage.language', 'Language')}
        values={languages}
        chosen={spoken}
        slim
        onChoose={(value) => {
          loadWith('lang', value);
        }}
      />
      <GlyphButton
        glyph={isDark ? 'sun' : 'moon'}
        label={isDark ? t('stage.theme.light', 'Light theme') : t('stage.theme.dark', 'Dark theme')}
        onClick={() => {
          loadWith('theme', isDark ? 'light' : 'dark');
        }}
      />
      <GlyphButton
        glyph="reload"
        label={t('stage.reload', 'Load the page again')}
        onClick={() => {
          window.location.reload();
        }}
      />
      {document.fullscreenEnabled && (
        <GlyphButton
          glyph={isFull ? 'shrink' : 'expand'}
          label={isFull ? t('stage.window', 'Leave full screen') : t('stage.fullscreen', 'Full screen')}
          onClick={toggleFullscreen}
        />
      )}
    </div>
  );
});

function GlyphButton({ glyph, label, onClick }: { glyph: GlyphName; label: string; onClick: () => void }) {
  const styles = useStyles2(getStyles);
  return (
    <Tooltip content={label}>
      <button type="button" className={styles.button} aria-label={label} onClick={onClick}>
        <Glyph name={glyph} />
      </button>
    </Tooltip>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  controls: css({
    display: 'flex',
    flex: 'none',
    alignItems: 'center',
    gap: '0.3em',
    [theme.transitions.handleMotion('no-preference')]: { transition: `opacity ${durations.ease}ms` },
  }),
  idle: css({
    opacity: 0,
    // The first touch wakes them, and presses none that was not to be seen.
    pointerEvents: 'none',
    '&:has(:focus-visible)': { opacity: 1, pointerEvents: 'auto' },
  }),
  button: css({
    display: 'grid',
    placeItems: 'center',
    width: '2em',
    height: '2em',
    padding: 0,
    border: 'none',
    borderRadius: theme.shape.radius.default,
    background: 'none',
    color: theme.colors.text.secondary,
    cursor: 'pointer',
    '&:hover': { color: theme.colors.text.primary, background: coloursOf(theme).track },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.border}`, outlineOffset: -1 },
  }),
});
