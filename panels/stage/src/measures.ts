import { measureText } from '@grafana/ui';
import type { Light } from './reading.ts';
import { judgementOf, lightText } from './words.ts';

/** Which lights have their words beside them: all, those of what is not well, or none. */
export type LightWords = 'all' | 'trouble' | 'none';

export const hasWord = (light: Light, words: LightWords): boolean =>
  words === 'all' || (words === 'trouble' && judgementOf(light) !== 'good');

/** Width of a text in px, with a little to spare: fonts differ. */
export const widthOf = (text: string, size: number, weight = 400): number =>
  text === '' ? 0 : measureText(text, size, weight).width * 1.04 + 1;

/** Width of a light's mark and of its distance to the word, in ems. */
const MARK_EMS = 1.15;
/** Distance between lights, in ems. */
export const LIGHT_GAP_EMS = 1.25;
/** Width of all controls, in ems of their type. */
const CONTROLS_EMS = 15;

const lightWidth = (light: Light, size: number, words: LightWords): number =>
  (hasWord(light, words) ? widthOf(lightText(light), size, 600) : 0) + MARK_EMS * size;

/** Width of each light with its words in px. */
export const lightWidths = (lights: readonly Light[], size: number): number[] =>
  lights.map((light) => lightWidth(light, size, 'all'));

/** Width of all lights beside each other. */
export function lightsWidth(lights: readonly Light[], size: number, words: LightWords): number {
  const widths = lights.reduce((sum, light) => sum + lightWidth(light, size, words), 0);
  return widths + Math.max(0, lights.length - 1) * LIGHT_GAP_EMS * size;
}

export const controlsWidth = (size: number): number => CONTROLS_EMS * size;
