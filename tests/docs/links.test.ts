import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { repositoryRoot } from '../setup/repository-root.ts';

const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], {
  cwd: repositoryRoot,
  encoding: 'utf8',
});
const pages = tracked
  .trim()
  .split('\n')
  .filter((path) => existsSync(join(repositoryRoot, path)));

const read = (path: string) => readFileSync(join(repositoryRoot, path), 'utf8');
const proseOf = (text: string) => text.replaceAll(/^```[^]*?^```/gm, '');

/** Names of a page's headings in links, as GitHub makes them. */
const anchorsIn = (text: string): Set<string> =>
  new Set(
    [...proseOf(text).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replaceAll(/\s/g, '-'),
    ),
  );

/** Whether a link of a page leads somewhere in this repository. */
function leadsSomewhere(page: string, target: string): boolean {
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? page : relative('.', join(dirname(page), decodeURI(path)));
  if (!existsSync(join(repositoryRoot, file))) return false;
  return anchor === undefined || !file.endsWith('.md') || anchorsIn(read(file)).has(anchor);
}

test.each(pages)('links of %s lead somewhere', (page) => {
  const targets = [...proseOf(read(page)).matchAll(/\]\(<?([^)\s>]+)>?(?: "[^"]*")?\)/g)].map(
    ([, target = '']) => target,
  );
  const local = targets.filter((target) => !/^(?:https?|mailto):/.test(target));
  expect(local.filter((target) => !leadsSomewhere(page, target))).toEqual([]);
});

test('commands that pages tell to type are there', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const missing = pages.flatMap((page) =>
    [...read(page).matchAll(/npm run ([\w:-]*\w)/g)]
      .filter(([, name = '']) => !(name in scripts))
      .map(([command]) => `${page}: ${command}`),
  );
  expect(missing).toEqual([]);
});
