import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2, PanelProps } from '@grafana/data';
import { t } from '@grafana/i18n';
import { DataLinksContextMenu, useStyles2, useTheme2 } from '@grafana/ui';
import { answerOf, type Answer } from '@hubscope/panel-kit/data/answer.ts';
import { timeField } from '@hubscope/panel-kit/data/fields.ts';
import { displayOf, figureText, judgementOf, NONE } from '@hubscope/panel-kit/format/figure.ts';
import { insteadOf } from '@hubscope/panel-kit/frame/instead.ts';
import { headingHeight, PanelFrame } from '@hubscope/panel-kit/frame/PanelFrame.tsx';
import type { NotShown } from '@hubscope/panel-kit/frame/StateView.tsx';
import { Pulse } from '@hubscope/panel-kit/parts/Pulse.tsx';
import { Sparkline } from '@hubscope/panel-kit/parts/Sparkline.tsx';
import { StateWord } from '@hubscope/panel-kit/parts/StateWord.tsx';
import { useColours } from '@hubscope/panel-kit/theme/colours.ts';
import { useScale } from '@hubscope/panel-kit/theme/density.ts';
import { ChangeNote } from './ChangeNote.tsx';
import { Figure, fittingSize, widthOf } from './Figure.tsx';
import type { Options } from './options.ts';
import { readFigure, type Reading } from './reading.ts';
import { useSeen } from './seen.ts';

/** One figure, large. */
export function MetricPanel(props: PanelProps<Options>) {
  const { data, width, height, options, title } = props;
  const scale = useScale(options.density, width, height);
  const answer = answerOf(data);
  const reading = readFigure(data.series, answer, options);
  const frame = { width, height, scale, title };
  if (reading === undefined) {
    const instead = insteadOf(answer) ?? missing(options.field);
    return <PanelFrame {...frame} heading={options.label} answer={answer} instead={instead} />;
  }
  if (reading.value === null) {
    const instead = insteadOf(answer) ?? nothingKnown(reading);
    return <PanelFrame {...frame} heading={reading.label} answer={reading.answer} instead={instead} />;
  }
  return <Known {...props} {...frame} reading={reading} value={reading.value} />;
}

const missing = (field: string): NotShown => ({
  kind: 'missing',
  fields: [field === '' ? t('metric.anyNumber', 'a number') : field],
  query: t('metric.query', 'Overview'),
});

const nothingKnown = ({ field, answer: { quality, reason } }: Reading): NotShown =>
  quality === 'unknown'
    ? { kind: 'unknown', detail: reason }
    : {
        kind: 'empty',
        title: field.config.noValue ?? NONE,
        detail: t('metric.none', 'There is no value yet.'),
      };

/** Width of "vs yesterday 14:32", in its own size of type. */
const AGAINST_WIDTH = 9;

type KnownProps = PanelProps<Options> & {
  scale: ReturnType<typeof useScale>;
  reading: Reading;
  value: number;
};

function Known({ width, height, scale, title, options, timeZone, data, reading, value }: KnownProps) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const colours = useColours();
  const { field, label, answer, change } = reading;
  const beat = beatOf(answer, reading, data.series);
  const seen = useSeen(field.name, beat, value);
  const course = reading.course ?? seen;
  const judgement = judgementOf(field, value);
  const text = figureText(displayOf(field, value, theme));
  const drawsCourse = options.sparkline && height > 92 && course.values.length > 2;
  const courseHeight = drawsCourse ? Math.round(Math.min(height * 0.33, scale.hero)) : 0;
  const room = {
    width: width - scale.padding * 2,
    height: height - headingHeight(scale) - courseHeight * 0.6,
  };
  const size = fittingSize(text, room.width, room.height, scale.hero);
  // The words under the change stand on the figure's line, where there is room for both.
  const isRoomy = scale.density !== 'tile' && widthOf(text, size) + scale.small * AGAINST_WIDTH < room.width;
  const links = field.getLinks?.({ valueRowIndex: reading.row }) ?? [];
  const figure = <Figure text={text} size={size} judgement={judgement} dim={answer.quality === 'stale'} />;
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
          {options.pulse && <Pulse beat={beat} color={colours.hue[reading.hue]} />}
          <StateWord judgement={judgement} />
        </>
      }
      note={
        change !== null && answer.quality === 'fresh' ? (
          <ChangeNote
            change={change}
            comparedWith={isRoomy ? reading.comparedWith : null}
            now={answer.asOf === null ? null : Date.parse(answer.asOf)}
            timeZone={answer.timezone ?? timeZone}
          />
        ) : undefined
      }
    >
      <div className={styles.body}>
        {links.length === 0 ? (
          figure
        ) : (
          <DataLinksContextMenu links={() => links}>
            {({ openMenu }) => (
              <button type="button" className={styles.link} onClick={openMenu}>
                {figure}
              </button>
            )}
          </DataLinksContextMenu>
        )}
      </div>
      {drawsCourse && (
        <div className={styles.course}>
          <Sparkline
            values={course.values}
            times={course.times}
            color={colours.hue[reading.hue]}
            width={width}
            height={courseHeight}
          />
        </div>
      )}
    </PanelFrame>
  );
}

/** What changes with each answer: its own instant, or that of its last row. */
function beatOf(answer: Answer, { row }: Reading, series: PanelProps['data']['series']): string | null {
  if (answer.asOf !== null) return answer.asOf;
  const time = series[0] === undefined ? undefined : timeField(series[0])?.values[row];
  return time === undefined ? null : new Date(time).toISOString();
}

const getStyles = (theme: GrafanaTheme2) => ({
  body: css({
    position: 'relative',
    zIndex: 1,
    padding: '0 var(--padding)',
    maxWidth: '100%',
  }),
  link: css({
    display: 'block',
    padding: 0,
    border: 'none',
    background: 'none',
    font: 'inherit',
    color: 'inherit',
    textAlign: 'left',
    cursor: 'pointer',
    borderRadius: theme.shape.radius.default,
  }),
  course: css({ position: 'absolute', left: 0, right: 0, bottom: 0 }),
});
