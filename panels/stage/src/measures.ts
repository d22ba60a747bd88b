import { measureText } from '@grafana/ui';
import type { Light } from './reading.ts';
import { lightText } from './words.ts';

/** Width of a text in px, with a little to spare: fonts differ. */
export const widthOf = (text: string, size: number, weight = 400): number =>
  text === '' ? 0 : measureText(text, size, weight).width * 1.04 + 1;

/** Width of a light's mark and of its distance to the word, in ems. */
const MARK_EMS = 1.15;
/** Distance between lights, in ems. */
export const LIGHT_GAP_EMS = 1.25;
/** Width of all controls, in ems of their type. */
const CONTROLS_EMS = 15;

/** Width of each light in px. */
export const lightWidths = (lights: readonly Light[], size: number): number[] =>
  lights.map((light) => widthOf(lightText(light), size, 600) + MARK_EMS * size);

/** Width of all lights beside each other, with words or without. */
export function lightsWidth(lights: readonly Light[], size: number, hasWords: boolean): number {
  const widths = hasWords ? lightWidths(lights, size) : lights.map(() => MARK_EMS * size);
  return (
    widths.reduce((sum, width) => sum + width, 0) + Math.max(0, widths.length - 1) * LIGHT_GAP_EMS * size
  );
}

export const controlsWidth = (size: number): number => CONTROLS_EMS * size;
