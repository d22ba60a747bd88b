import { useEffect, type RefObject } from 'react';
import { useReducedMotion } from '@hubscope/panel-kit/motion/reduced.ts';
import { useColours } from '@hubscope/panel-kit/theme/colours.ts';
import { startField } from './canvas.ts';
import { groundOf } from './ground.ts';
import { light } from './light.ts';

/** The page has one field, however many panels ask for it. */
let taken = false;

/** Lights the ground of all panels a little, and lets particles drift on it unless less motion is asked for. */
export function useField(panel: RefObject<HTMLElement | null>, isOn: boolean): void {
  const isStill = useReducedMotion();
  const { hue } = useColours();
  const { blue: dots, cyan: threads } = hue;
  const isDrifting = isOn && !isStill;
  useEffect(() => {
    if (!isOn || panel.current === null) return undefined;
    return light(groundOf(panel.current), panel.current, dots);
  }, [panel, isOn, dots]);
  useEffect(() => {
    if (!isDrifting || taken || panel.current === null) return undefined;
    taken = true;
    const stop = startField(groundOf(panel.current), { dots, threads });
    return () => {
      stop();
      taken = false;
    };
  }, [panel, isDrifting, dots, threads]);
}
