import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { panelFolders } from '../setup/plugin-folders.ts';
import { repositoryRoot } from '../setup/repository-root.ts';

/** A folder of code with words, and where its words stand in each language. */
interface Room {
  name: string;
  source: string;
  textsAt: (language: string) => string;
  /** Whether its English stands in a file, too: Grafana looks for one of each plugin. */
  hasEnglish: boolean;
}

const plugin = (folder: string, id: string): Room => ({
  name: folder,
  source: join(repositoryRoot, folder, 'src'),
  textsAt: (language) => join(repositoryRoot, folder, 'src/locales', language, `${id}.json`),
  hasEnglish: true,
});

const rooms: Room[] = [
  plugin('datasource-plugin', 'hubscope-gateway-datasource'),
  {
    name: 'panels/kit',
    source: join(repositoryRoot, 'panels/kit/src'),
    textsAt: (language) => join(repositoryRoot, 'panels/kit/src/locales', `${language}.json`),
    hasEnglish: false,
  },
  {
    name: 'panels/gallery/src/preview',
    source: join(repositoryRoot, 'panels/gallery/src/preview'),
    textsAt: (language) => join(repositoryRoot, 'panels/gallery/src/preview/locales', `${language}.json`),
    hasEnglish: false,
  },
  ...panelFolders.map((folder) => plugin(folder, `hubscope-${basename(folder)}-panel`)),
];

interface Texts {
  [key: string]: string | Texts;
}

/** Texts of a file by their keys. */
function textsIn(path: string): Map<string, string> {
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
function textsInCode(source: string): Map<string, string> {
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

describe.each(rooms)('words of $name', ({ source, textsAt, hasEnglish }) => {
  const english = textsInCode(source);

  test('there are some, and English ones are those of the code', () => {
    expect(english.size).toBeGreaterThan(4);
    if (hasEnglish) {
      expect(Object.fromEntries(textsIn(textsAt('en-US')))).toEqual(Object.fromEntries(english));
    }
  });

  test.each(['zh-Hans', 'zh-Hant'])('%s has them all, with the same placeholders', (language) => {
    const texts = textsIn(textsAt(language));
    const wanted = [...english].filter(([key]) => !key.endsWith('_one'));
    expect([...texts.keys()].sort()).toEqual(wanted.map(([key]) => key).sort());
    for (const [key, text] of wanted) {
      expect([key, ...placeholders(texts.get(key) ?? '')]).toEqual([key, ...placeholders(text)]);
    }
  });
});
