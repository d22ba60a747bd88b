import type { Field } from '@grafana/data';
import { thresholdColour } from '@hubscope/panel-kit/format/figure.ts';

/** How good a figure is, from the best to the worst: the gateway's boards have green, yellow and orange. */
const levels = ['good', 'fair', 'low', 'critical'] as const;
export type Level = (typeof levels)[number];

const colours: Readonly<Record<Level, string>> = {
  good: 'green',
  fair: 'yellow',
  low: 'orange',
  critical: 'red',
};

const levelOfColour = (name: string): Level | null =>
  levels.find((level) => name.includes(colours[level])) ?? null;

/** The level of a figure by its field's thresholds; null where they tell none. */
export const levelOf = (field: Field, value: number | null): Level | null =>
  levelOfColour(thresholdColour(field, value) ?? '');

/** Whether a level is the worst one that the field's thresholds tell. */
export const isWorst = (field: Field, level: Level): boolean =>
  (field.config.thresholds?.steps ?? []).every(
    ({ color }) => levels.indexOf(levelOfColour(color) ?? 'good') <= levels.indexOf(level),
  );
