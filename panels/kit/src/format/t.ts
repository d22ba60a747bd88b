import { t as translate } from '@grafana/i18n';
import { language } from './language.ts';

/** Stands around the names of values while words are looked up; nobody writes it. */
const EDGE = '\uffff';

/** Words by language and id: texts, and between them the names of values. */
const known = new Map<string, readonly string[]>();

const lookedUp: typeof translate = (id, words, values) => {
  const names = Object.keys(values ?? {});
  const marks = names.map((name): [string, string] => [name, `${EDGE}${name}${EDGE}`]);
  return translate(id, words, Object.fromEntries(marks));
};

/**
 * Grafana's `t`, which looks words up once: plugins say hundreds of them with each answer, and looking up is slow. Values
 * stand in them as they are: React shows texts without HTML. A `count` chooses between words, which are looked up each
 * time.
 */
export const t: typeof translate = (id, words, values) => {
  if (values?.['count'] !== undefined)
    return translate(id, words, { ...values, interpolation: { escapeValue: false } });
  const key = `${language()} ${id}`;
  let parts = known.get(key);
  if (parts === undefined) {
    parts = lookedUp(id, words, values).split(EDGE);
    known.set(key, parts);
  }
  const [only = ''] = parts;
  if (parts.length === 1) return only;
  return parts
    .map((part, index) => (index % 2 === 0 ? part : String((values?.[part] ?? '') as string | number)))
    .join('');
};
