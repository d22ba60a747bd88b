import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const source = join(import.meta.dirname, '../../datasource-plugin/src');

/** Sections of the locale files, and the folders of the code whose texts they have. */
const sections = { frames: ['frames', 'figures'] };

interface Texts {
  [key: string]: string | Texts;
}

/** Texts of a section in a language, by their keys. */
function textsOf(language: string, section: string): Map<string, string> {
  const path = join(source, 'locales', language, 'hubscope-gateway-datasource.json');
  const flat = (texts: Texts, prefix: string): [string, string][] =>
    Object.entries(texts).flatMap(([key, text]): [string, string][] =>
      typeof text === 'string' ? [[prefix + key, text]] : flat(text, `${prefix}${key}.`),
    );
  const all = JSON.parse(readFileSync(path, 'utf8')) as Texts;
  return new Map(flat(all, '').filter(([key]) => key.startsWith(`${section}.`)));
}

/** Keys and English texts as the code has them; a plural has a key for each form. */
function textsInCode(section: string, folders: readonly string[]): Map<string, string> {
  const code = folders
    .flatMap((folder) => readdirSync(join(source, folder)).map((file) => join(source, folder, file)))
    .filter((file) => /(?<!\.test)\.tsx?$/.test(file))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  const found = new Map<string, string>();
  for (const { 1: key = '', 2: text = '', index } of code.matchAll(/\bt\(\s*'([^']+)',\s*'([^']*)'/g)) {
    if (!key.startsWith(`${section}.`)) throw new Error(`${key} is in a folder of ${section}`);
    if (text !== '') found.set(key, text);
    const plurals = text === '' ? /^[^}]*?(?:\{\{count\}\}[^}]*?)*\}\)/.exec(code.slice(index))?.[0] : '';
    for (const [, form = '', plural = ''] of plurals?.matchAll(/defaultValue(_\w+): '([^']*)'/g) ?? []) {
      found.set(key + form, plural);
    }
  }
  return found;
}

const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();

describe.each(Object.entries(sections))('%s', (section, folders) => {
  const english = textsInCode(section, folders);

  test('the English texts are those of the code', () => {
    expect(english.size).toBeGreaterThan(0);
    expect(Object.fromEntries(textsOf('en-US', section))).toEqual(Object.fromEntries(english));
  });

  test.each(['zh-Hans', 'zh-Hant'])('%s has them all, with the same placeholders', (language) => {
    const texts = textsOf(language, section);
    const wanted = [...english].filter(([key]) => !key.endsWith('_one'));
    expect([...texts.keys()].sort()).toEqual(wanted.map(([key]) => key).sort());
    for (const [key, text] of wanted) {
      expect([key, ...placeholders(texts.get(key) ?? '')]).toEqual([key, ...placeholders(text)]);
    }
  });
});
