import { suggestFor } from '@hubscope/panel-kit/suggestions.ts';
import { readEntries } from './entries.ts';
import { defaultOptions } from './options.ts';

/** Where requests or sessions are. */
export const suggestions = suggestFor((frames) =>
  readEntries(frames, defaultOptions) === undefined ? false : 'best',
);
