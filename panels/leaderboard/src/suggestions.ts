import { suggestFor } from '@hubscope/panel-kit/suggestions.ts';
import { findBoardFrame } from './fields.ts';

/** Best where rows come with their ranks. */
export const suggestions = suggestFor((frames) => {
  const found = findBoardFrame(frames, '');
  if (found === undefined || found.frame.length < 2) return false;
  return found.rank === undefined ? 'good' : 'best';
});
