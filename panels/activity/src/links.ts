import { useCallback } from 'react';
import type { Field } from '@grafana/data';
import { useLinksMenu, type LinkGroup } from '@hubscope/panel-kit/parts/LinksMenu.tsx';
import { linked } from './cells.ts';
import type { Entry } from './entries.ts';
import type { Mode, Part } from './options.ts';

/** The menu of a row's links: of each of its names, those that the name's field has. */
export function useRowLinks(mode: Mode, fields: ReadonlyMap<Part, Field>, all: ReadonlyMap<string, Entry>) {
  const groupsOf = useCallback(
    (id: string): LinkGroup[] => {
      const entry = all.get(id);
      if (entry === undefined) return [];
      return linked[mode].flatMap((part) => {
        const field = fields.get(part);
        const label: unknown = field?.values[entry.row];
        return field === undefined || typeof label !== 'string' || label === ''
          ? []
          : [{ label, links: field.getLinks?.({ valueRowIndex: entry.row }) ?? [] }];
      });
    },
    [mode, fields, all],
  );
  return useLinksMenu(groupsOf);
}
