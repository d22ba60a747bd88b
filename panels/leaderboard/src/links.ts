import { useCallback } from 'react';
import { useLinksMenu, type LinkGroup } from '@hubscope/panel-kit/parts/LinksMenu.tsx';
import type { BoardRow } from './board.ts';
import type { BoardFields } from './fields.ts';

/** Whether rows lead anywhere: by links of their names, or of the value. */
export const hasLinks = ({ name, value }: BoardFields): boolean =>
  [name, value].some(({ config }) => (config.links?.length ?? 0) > 0);

/** The menu of a row's links. */
export function useBoardLinks(fields: BoardFields, rows: readonly BoardRow[]) {
  const { name, value } = fields;
  const groupsOf = useCallback(
    (id: string): LinkGroup[] => {
      const row = rows.find((candidate) => candidate.id === id);
      if (row === undefined) return [];
      const links = [name, value].flatMap((field) => field.getLinks?.({ valueRowIndex: row.index }) ?? []);
      return [{ label: row.name, links }];
    },
    [name, value, rows],
  );
  return useLinksMenu(groupsOf);
}
