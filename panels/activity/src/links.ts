import { useCallback } from 'react';
import type { Field } from '@grafana/data';
import { textAt } from '@hubscope/panel-kit/data/fields.ts';
import { useLinksMenu, type LinkGroup } from '@hubscope/panel-kit/parts/LinksMenu.tsx';
import { linked } from './cells.ts';
import type { Mode, Part } from './options.ts';

/** The menu of a row's links: of each of its names, those that the name's field has. */
export function useRowLinks(
  mode: Mode,
  fields: ReadonlyMap<Part, Field>,
  rowOf: ReadonlyMap<string, number>,
) {
  const groupsOf = useCallback(
    (id: string): LinkGroup[] => {
      const row = rowOf.get(id);
      if (row === undefined) return [];
      return linked[mode].flatMap((part) => {
        const field = fields.get(part);
        const label = textAt(field, row);
        return label === null ? [] : [{ label, links: field?.getLinks?.({ valueRowIndex: row }) ?? [] }];
      });
    },
    [mode, fields, rowOf],
  );
  return useLinksMenu(groupsOf);
}
