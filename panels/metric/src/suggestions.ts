import { FieldType } from '@grafana/data';
import { suggestFor } from '@hubscope/panel-kit/suggestions.ts';

/** Best where one number, or one and what it is compared with, is all there is. */
export const suggestions = suggestFor((frames) => {
  const [first] = frames;
  if (first === undefined || first.length === 0) return false;
  const numbers = first.fields.filter(({ type }) => type === FieldType.number);
  if (numbers.length === 0) return false;
  return numbers.length === 1 && first.length <= 2 ? 'best' : 'good';
});
