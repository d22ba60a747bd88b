import { durationOf, milliseconds, type Duration } from './duration.ts';
import { values } from './values.ts';

/** How often the rules are evaluated. Grafana allows no less than 10 seconds. */
export const evaluationInterval: Duration = '30s';

/** What rules are made with: their values, and how lengths of time are written. */
export interface Setting {
  readonly values: typeof values;
  /** A window, a patience or an offset as it stands in a rule. */
  readonly time: (nominal: Duration) => Duration;
  /** The same in seconds. */
  readonly seconds: (nominal: Duration) => number;
}

/** @param compression 1, or by how much a drill makes time pass faster; figures and texts stay as they are */
export function createSetting(compression = 1): Setting {
  const compressed = (nominal: Duration) => milliseconds(nominal) / compression;
  return {
    values,
    time: (nominal) => (compression === 1 ? nominal : durationOf(compressed(nominal))),
    seconds: (nominal) => compressed(nominal) / 1000,
  };
}
