import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2, PanelProps } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import type { Change } from '@hubscope/panel-kit/format/change.ts';
import { displayOf, figureText, judgementOf, NONE, wholeText } from '@hubscope/panel-kit/format/figure.ts';
import { emsOf } from '@hubscope/panel-kit/format/widths.ts';
import { PanelFrame } from '@hubscope/panel-kit/frame/PanelFrame.tsx';
import { ChangeMark } from '@hubscope/panel-kit/parts/ChangeMark.tsx';
import { Linked } from '@hubscope/panel-kit/parts/Linked.tsx';
import { Pulse } from '@hubscope/panel-kit/parts/Pulse.tsx';
import { Sparkline } from '@hubscope/panel-kit/parts/Sparkline.tsx';
import { StateWord } from '@hubscope/panel-kit/parts/StateWord.tsx';
import { useColours, type Judgement } from '@hubscope/panel-kit/theme/colours.ts';
import { againstText } from './against.ts';
import { Figure, fittingSize, widthOf } from './Figure.tsx';
import type { Layout } from './layout.ts';
import { Note } from './Note.tsx';
import type { Options } from './options.ts';
import type { Reading, Second } from './reading.ts';
import { useSeen } from './seen.ts';

type Props = PanelProps<Options> & { reading: Reading; value: number; layout: Layout };

/** A figure that is known. */
export function Card({ width, height, title, options, timeZone, reading, value, layout }: Props) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const colours = useColours();
  const { field, label, answer, change, second } = reading;
  const { scale } = layout;
  const beat = beatOf(reading);
  const seen = useSeen(field.name, beat, value);
  const course = reading.course ?? seen;
  const judgement = judgementOf(field, value);
  const text = figureText(displayOf(field, value, theme));
  const size = fittingSize(text, layout.width, layout.height, scale.hero);
  const isFresh = answer.quality === 'fresh';
  const about = change === null ? (second?.label ?? null) : againstOf(reading, timeZone);
  // It has a line of its own, or what the figure leaves of its line.
  const hasLine =
    scale.density !== 'tile' &&
    (layout.line || widthOf(text, size) + emsOf(about ?? '') * scale.small < layout.width);
  const note =
    change !== null ? (
      <ChangeMark change={unwelcome(change, judgement)} />
    ) : second !== null ? (
      secondText(second, theme)
    ) : null;
  return (
    <PanelFrame
      width={width}
      height={height}
      scale={scale}
      title={title}
      heading={label}
      answer={answer}
      flush
      beside={
        <>
          {options.pulse && isFresh && <Pulse beat={beat} color={colours.hue[reading.hue]} />}
          <StateWord judgement={judgement} />
        </>
      }
      note={
        note !== null && isFresh ? (
          <Note about={about} line={hasLine}>
            {note}
          </Note>
        ) : undefined
      }
    >
      <div className={styles.body} style={{ paddingTop: layout.below }}>
        <Linked links={field.getLinks?.({ valueRowIndex: reading.row }) ?? []}>
          <Figure text={text} size={size} judgement={judgement} dim={answer.quality === 'stale'} />
        </Linked>
      </div>
      {layout.course > 0 && course.values.length > 2 && (
        <div className={styles.course}>
          <Sparkline
            values={course.values}
            times={course.times}
            color={colours.hue[reading.hue]}
            width={width}
            height={layout.course}
          />
        </div>
      )}
    </PanelFrame>
  );
}

/** An unwelcome change of a figure that is critical is that, too. */
const unwelcome = (change: Change, judgement: Judgement): Change =>
  judgement === 'critical' && change.judgement === 'warning' ? { ...change, judgement } : change;

const secondText = ({ field, value }: Second, theme: GrafanaTheme2): string =>
  value === null ? NONE : wholeText(displayOf(field, value, theme)).trim();

/** What changes with each answer: its own instant, or that of the figure's row. */
const beatOf = ({ answer: { asOf }, at }: Reading): string | null =>
  asOf ?? (at === null ? null : new Date(at).toISOString());

/** What the change is against, in the gateway's zone or the dashboard's. */
function againstOf(reading: Reading, timeZone: string): string | null {
  const { answer, comparedWith } = reading;
  const now = beatOf(reading);
  if (comparedWith === null || now === null) return null;
  return againstText(comparedWith, Date.parse(now), answer.timezone ?? timeZone);
}

const getStyles = () => ({
  body: css({ position: 'relative', zIndex: 1, padding: '0 var(--padding)', maxWidth: '100%' }),
  course: css({ position: 'absolute', left: 0, right: 0, bottom: 0 }),
});
