import { suggestFor } from '@hubscope/panel-kit/suggestions.ts';
import { hasLines } from './lines.ts';

/** Best where numbers have times, and there is more than one moment. */
export const suggestions = suggestFor((frames) => {
  const drawn = frames.filter((frame) => hasLines(frame) && frame.length > 2);
  if (drawn.length === 0) return false;
  return drawn.some(({ fields }) => fields.some(({ name }) => name === 'cost' || name === 'requests'))
    ? 'best'
    : 'good';
});
