import { t as translate } from '@grafana/i18n';
import { language } from './language.ts';

const known = new Map<string, string>();

/**
 * Grafana's `t`, which looks words without values up once: panels say hundreds of them with each answer, and looking up
 * is slow.
 */
export const t: typeof translate = (id, words, values) => {
  if (values !== undefined) return translate(id, words, values);
  const key = `${language()} ${id}`;
  let found = known.get(key);
  if (found === undefined) {
    found = translate(id, words);
    known.set(key, found);
  }
  return found;
};
