import type { Exhibit } from '../exhibit.ts';
import { metric } from './metric.ts';

/** All panels. */
export const exhibits: readonly Exhibit[] = [metric];
