import React, { useCallback, useMemo, useState } from 'react';
import type { LinkModel } from '@grafana/data';
import { ContextMenu, linkModelToContextMenuItems, MenuItem } from '@grafana/ui';
import type { BoardRow } from './board.ts';
import type { BoardFields } from './fields.ts';

interface Opened {
  id: string;
  x: number;
  y: number;
}

/** Whether rows lead anywhere: by links of their names, or of the value. */
export const hasLinks = ({ name, value }: BoardFields): boolean =>
  [name, value].some(({ config }) => (config.links?.length ?? 0) > 0);

const linksOf = ({ name, value }: BoardFields, row: number): LinkModel[] =>
  [name, value].flatMap((field) => field.getLinks?.({ valueRowIndex: row }) ?? []);

/** One menu for all rows, with the links of the row that it was opened for. They are made when it is. */
export function useLinksMenu(
  fields: BoardFields,
  rows: readonly BoardRow[],
): { open: (id: string, at: DOMRect) => void; menu: React.ReactNode } {
  const [opened, setOpened] = useState<Opened | null>(null);
  const open = useCallback((id: string, at: DOMRect) => {
    setOpened({ id, x: at.left, y: at.bottom });
  }, []);
  const row = opened === null ? undefined : rows.find(({ id }) => id === opened.id);
  const items = useMemo(
    () => (row === undefined ? [] : linkModelToContextMenuItems(() => linksOf(fields, row.index))),
    [fields, row],
  );
  const menu =
    opened === null || row === undefined ? null : (
      <ContextMenu
        x={opened.x}
        y={opened.y}
        onClose={() => {
          setOpened(null);
        }}
        renderMenuItems={() =>
          items.map(({ label, url, target, icon, onClick }) => (
            <MenuItem
              key={label}
              label={label}
              {...(url === undefined ? {} : { url })}
              {...(target === undefined ? {} : { target })}
              {...(icon === undefined ? {} : { icon })}
              {...(onClick === undefined ? {} : { onClick })}
            />
          ))
        }
      />
    );
  return { open, menu };
}
