import { findFrame } from '@hubscope/panel-kit/data/fields.ts';
import { suggestFor } from '@hubscope/panel-kit/suggestions.ts';
import { needed } from './reading.ts';

/** Where providers and their slots are. */
export const suggestions = suggestFor((frames) => (findFrame(frames, needed) === undefined ? false : 'best'));
