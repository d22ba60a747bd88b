import React, { useRef } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2, PanelProps } from '@grafana/data';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { useStyles2 } from '@grafana/ui';
import { scaleProperties, useScale } from '@hubscope/panel-kit/theme/density.ts';
import { useField } from './field/useField.ts';
import { Footer } from './Footer.tsx';
import { Header } from './Header.tsx';
import { useHiddenPointer } from './idlePointer.ts';
import { useIdle } from './input.ts';
import type { Options } from './options.ts';
import { useScene } from './scene.ts';
import { useWatchdog } from './watchdog/useWatchdog.ts';

/** A line at the top of a wall is low, and no tile for that. */
const LOWEST = 100;

/** The frame of a screen: its header, which governs the page, or its footer. */
export function StagePanel(props: PanelProps<Options>) {
  const { data, options, width, height, transparent } = props;
  const styles = useStyles2(getStyles);
  const panel = useRef<HTMLDivElement>(null);
  const scale = useScale(options.density, width, Math.max(height, LOWEST));
  const scene = useScene(data);
  const isHeader = options.part === 'header';
  const isIdle = useIdle(isHeader && options.controls ? options.idleSeconds : 0);
  useHiddenPointer(isIdle);
  useField(panel, isHeader && options.field);
  useWatchdog({
    options: isHeader ? options : { ...options, watchdog: 'off' },
    beat: scene.beat ?? data.series,
    expectsFrames: data.series.length > 0 || (data.request?.targets ?? []).some(({ hide }) => hide !== true),
    offset: scene.offset,
    zone: scene.zone,
  });
  const side = transparent ? 0 : scale.padding;
  const shared = { scene, scale, width, height, side };
  return (
    <div
      ref={panel}
      role="group"
      aria-label={
        isHeader ? t('stage.header', 'Screen header') : t('stage.footer.label', 'About the figures')
      }
      className={styles.panel}
      style={{ width, height, ...scaleProperties(scale) }}
      data-density={scale.density}
    >
      {isHeader ? (
        <Header {...shared} options={options} title={titleOf(props)} isIdle={isIdle} />
      ) : (
        <Footer {...shared} />
      )}
    </div>
  );
}

const DASHBOARD = '${__dashboard}';

/** What the screen is called: as the option says, else as the dashboard is. */
function titleOf({ options, replaceVariables }: PanelProps<Options>): string {
  const title = replaceVariables(options.heading === '' ? DASHBOARD : options.heading);
  return title === DASHBOARD ? '' : title;
}

const getStyles = (theme: GrafanaTheme2) => ({
  panel: css({
    position: 'relative',
    overflow: 'hidden',
    color: theme.colors.text.primary,
    letterSpacing: 0,
  }),
});
