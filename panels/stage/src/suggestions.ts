import { suggestFor } from '@hubscope/panel-kit/suggestions.ts';
import { sourcesFrame } from './reading.ts';

/** Where it is told what figures come from. */
export const suggestions = suggestFor((frames) => (sourcesFrame(frames) === undefined ? false : 'best'));
