import type { Entry } from './entries.ts';
import { viewsOf, type Mode, type View } from './options.ts';

/** Whether an entry belongs to a view. */
const belongs: Readonly<Record<View, (entry: Entry) => boolean>> = {
  all: () => true,
  running: ({ phase }) => phase === 'running' || phase === 'INIT' || phase === 'BUSY',
  errors: ({ phase }) => phase === 'failed' || phase === 'lost' || phase === 'FAIL',
  slow: ({ slow }) => slow,
  idle: ({ phase }) => phase === 'IDLE',
};

/** The view to show: the one that is wanted, where rows of this kind have it. */
export const viewFor = (mode: Mode, wanted: View): View => (viewsOf[mode].includes(wanted) ? wanted : 'all');

/** Everything that can be searched for in an entry. */
const searchable = ({ id, texts, numbers: { statusCode } }: Entry): string =>
  [...Object.values(texts), statusCode ?? '', id].join('\n').toLowerCase();

/** Entries of a view that have every word of a search somewhere. */
export function listedOf(entries: readonly Entry[], view: View, search: string): readonly Entry[] {
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (view === 'all' && words.length === 0) return entries;
  return entries.filter((entry) => {
    if (!belongs[view](entry)) return false;
    if (words.length === 0) return true;
    const text = searchable(entry);
    return words.every((word) => text.includes(word));
  });
}
