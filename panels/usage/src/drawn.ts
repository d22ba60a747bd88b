import { useMemo } from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { useTheme2 } from '@grafana/ui';
import { useColours, type Colours } from '@hubscope/panel-kit/theme/colours.ts';
import { colorOf, type CurveLook, type Structure } from './chart-config.ts';
import type { Drawing } from './drawing.ts';
import type { Layout } from './layout.ts';
import type { Reading } from './reading.ts';
import { axisFor } from './scale.ts';
import { axisText } from './texts.ts';
import { REST, type View } from './view.ts';

interface Given {
  view: View;
  reading: Reading;
  layout: Pick<Layout, 'axes' | 'rightAxis' | 'parts'>;
  isStacked: boolean;
  /** Colour of a single line, which is that of its figure. */
  single: string | undefined;
  zone: string;
  nowText: string;
}

/** What the chart is given of a view. */
interface Drawn {
  structure: Structure;
  drawing: Drawing;
  /** Times, and the values of each curve in the order of the structure, then those beside and the ghost. */
  data: (number | null)[][];
}

export function useDrawn(given: Given): Drawn {
  const { view, reading } = given;
  const theme = useTheme2();
  const colours = useColours();
  const { open } = reading;
  const data = useMemo(
    () => [
      [...view.times],
      ...[...view.curves.map(({ values }) => values), ...(view.beside === null ? [] : [view.beside])].map(
        (values) => values.map((value, bucket) => (bucket === open ? null : value)),
      ),
      ...(view.ghost === null ? [] : [[...view.ghost]]),
    ],
    [view, open],
  );
  const structure = structureOf(given);
  return { structure, drawing: drawingOf(given, structure, theme, colours), data };
}

function structureOf({ view, layout, isStacked, single, zone }: Given): Structure {
  const lookOf = (id: string, rank: number | null): CurveLook =>
    single !== undefined && id !== REST ? { rank, color: single } : { rank };
  return {
    curves: view.curves.map(({ id, rank }) => lookOf(id, rank)),
    stacked: isStacked && view.seen.length > 1,
    beside: view.beside !== null,
    ghost: view.ghost !== null,
    axes: layout.axes,
    rightAxis: layout.rightAxis,
    zone,
  };
}

function drawingOf(
  { view, reading, layout, nowText }: Given,
  structure: Structure,
  theme: GrafanaTheme2,
  colours: Colours,
): Drawing {
  const { domain, now, open, read } = reading;
  const axes = {
    primary: axisFor(view.most.primary, layout.parts, view.primary === 'requests'),
    beside: axisFor(view.most.beside, layout.parts, true),
  };
  const format = (figure: keyof typeof read.fields, axis: keyof typeof axes) => (value: number) =>
    axisText(read.fields[figure], value, axes[axis].splits[1] ?? 1, theme);
  return {
    domain,
    axes,
    format: { primary: format(view.primary, 'primary'), beside: format('requests', 'beside') },
    times: view.times,
    thin: view.thin,
    open: open === null ? null : { bucket: open, points: partsOf(view, open, structure, colours) },
    now,
    nowText: layout.axes ? nowText : '',
  };
}

/** What curves have of the bucket that is not over yet. */
const partsOf = (view: View, open: number, structure: Structure, colours: Colours) =>
  view.curves.flatMap(({ values }, index) => {
    const value = values[open] ?? null;
    return value === null ? [] : [{ value, color: colorOf(structure.curves[index], colours) }];
  });
