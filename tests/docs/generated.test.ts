import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { VARIABLES } from '../../exporter/src/config-variables.ts';
import { families } from '../../exporter/src/metrics/families.ts';
import { repositoryRoot } from '../setup/repository-root.ts';
import { generatedFiles, replaceSection } from './generated.ts';

const read = (path: string): string => readFileSync(join(repositoryRoot, path), 'utf8');

test.each(Object.entries(generatedFiles))('%s is what `npm run docs` writes', (path, generate) => {
  const present = read(path);
  expect(present).toBe(generate(present));
});

const documented = [
  ...Object.keys(VARIABLES).map((name) => ['README.md', name] as const),
  ...Object.keys(families).map((name) => ['docs/metrics.md', name] as const),
];

test.each(documented)('%s has a row for %s', (path, name) => {
  const rows = read(path)
    .split('\n')
    .filter((line) => line.startsWith(`| \`${name}\``));
  expect(rows).toHaveLength(1);
  // Bars inside a cell are escaped, so that the four columns stay four.
  expect(rows[0]?.split(/(?<!\\)\|/)).toHaveLength(6);
});

describe('a section between markers', () => {
  const page = 'a\n<!-- x:start -->\nold\n<!-- x:end -->\nb\n';

  test('is replaced, and its surroundings stay', () => {
    const changed = replaceSection(page, 'x', 'new');
    expect(changed).toMatch(/^a\n<!-- x:start -->\n.*\nnew\n.*\n<!-- x:end -->\nb\n$/s);
    expect(changed).not.toContain('old');
    expect(replaceSection(changed, 'x', 'new')).toBe(changed);
  });

  test.each([
    ['no marker', 'a'],
    ['no end', 'a <!-- x:start --> b'],
    ['the end first', '<!-- x:end --> <!-- x:start -->'],
    ['two of them', page + page],
  ])('with %s is an error', (_, text) => {
    expect(() => replaceSection(text, 'x', 'new')).toThrow('there must be exactly one "<!-- x:start -->"');
  });
});
