import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../setup/repository-root.ts';

const source = join(repositoryRoot, 'datasource-plugin/src');

interface Texts {
  [key: string]: string | Texts;
}

/** Texts of a language by their keys. */
function textsOf(language: string): Map<string, string> {
  const path = join(source, 'locales', language, 'hubscope-gateway-datasource.json');
  const flat = (texts: Texts, prefix: string): [string, string][] =>
    Object.entries(texts).flatMap(([key, text]): [string, string][] =>
      typeof text === 'string' ? [[prefix + key, text]] : flat(text, `${prefix}${key}.`),
    );
  return new Map(flat(JSON.parse(readFileSync(path, 'utf8')) as Texts, ''));
}

const quoted = String.raw`'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"`;
const textOf = (...texts: (string | undefined)[]) =>
  texts.find((text) => text !== undefined)?.replaceAll('\\', '');

/** Keys and English texts as the code has them; a plural has a key for each form. */
function textsInCode(): Map<string, string> {
  const code = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(?<!\.test)\.tsx?$/.test(file))
    .map((file) => readFileSync(join(source, file), 'utf8'))
    .join('\n');
  const found = new Map<string, string>();
  const calls = code.matchAll(new RegExp(String.raw`\bt\(\s*'([^']+)',\s*(?:${quoted})`, 'g'));
  for (const { 1: key = '', 2: single, 3: double, index } of calls) {
    const text = textOf(single, double) ?? '';
    if (text !== '') found.set(key, text);
    const plurals = text === '' ? /^[^}]*?(?:\{\{count\}\}[^}]*?)*\}\)/.exec(code.slice(index))?.[0] : '';
    for (const [, form = '', plural = ''] of plurals?.matchAll(/defaultValue(_\w+): '([^']*)'/g) ?? []) {
      found.set(key + form, plural);
    }
  }
  return found;
}

const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();

const english = textsInCode();

test('the English texts are those of the code', () => {
  expect(english.size).toBeGreaterThan(100);
  expect(Object.fromEntries(textsOf('en-US'))).toEqual(Object.fromEntries(english));
});

test.each(['zh-Hans', 'zh-Hant'])('%s has them all, with the same placeholders', (language) => {
  const texts = textsOf(language);
  const wanted = [...english].filter(([key]) => !key.endsWith('_one'));
  expect([...texts.keys()].sort()).toEqual(wanted.map(([key]) => key).sort());
  for (const [key, text] of wanted) {
    expect([key, ...placeholders(texts.get(key) ?? '')]).toEqual([key, ...placeholders(text)]);
  }
});
