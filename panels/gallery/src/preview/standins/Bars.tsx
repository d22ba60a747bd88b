import React from 'react';
import {
  type DisplayValueAlignmentFactors,
  getDisplayValueAlignmentFactors,
  getFieldDisplayValues,
  VizOrientation,
  type FieldDisplay,
  type PanelProps,
} from '@grafana/data';
import { BarGauge, useTheme2, VizRepeater } from '@grafana/ui';
import type { BarGaugeDisplayMode, BarGaugeNamePlacement, BarGaugeValueMode } from '@grafana/schema';

/** Those of Grafana's bar gauge that boards set. */
export interface Options {
  displayMode: BarGaugeDisplayMode;
  valueMode: BarGaugeValueMode;
  namePlacement: BarGaugeNamePlacement;
  showUnfilled: boolean;
}

const SPACING = 10;

/** Bars with Grafana's own component, as its bar gauge panel has them. */
export function Bars({
  data,
  options,
  fieldConfig,
  replaceVariables,
  timeZone,
  width,
  height,
}: PanelProps<Options>) {
  const theme = useTheme2();
  const { displayMode, valueMode, namePlacement, showUnfilled } = options;
  return (
    <VizRepeater<FieldDisplay, DisplayValueAlignmentFactors>
      source={data}
      getAlignmentFactors={getDisplayValueAlignmentFactors}
      getValues={() =>
        getFieldDisplayValues({
          fieldConfig,
          reduceOptions: { calcs: ['lastNotNull'], values: false },
          data: data.series,
          theme,
          replaceVariables,
          timeZone,
        })
      }
      renderValue={({ value: { display, field, view, colIndex }, alignmentFactors, ...size }) => (
        <BarGauge
          {...size}
          theme={theme}
          value={display}
          field={field}
          display={view?.getFieldDisplayProcessor(colIndex ?? 0)}
          alignmentFactors={alignmentFactors}
          orientation={VizOrientation.Horizontal}
          itemSpacing={SPACING}
          lcdCellWidth={12}
          displayMode={displayMode}
          valueDisplayMode={valueMode}
          namePlacement={namePlacement}
          showUnfilled={showUnfilled}
        />
      )}
      renderCounter={0}
      width={width}
      height={height}
      minVizHeight={16}
      itemSpacing={SPACING}
      orientation={VizOrientation.Horizontal}
    />
  );
}
