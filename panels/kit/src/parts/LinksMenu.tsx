import React, { useCallback, useState } from 'react';
import type { LinkModel } from '@grafana/data';
import { ContextMenu, linkModelToContextMenuItems, MenuGroup, MenuItem } from '@grafana/ui';

/** Links of one text of a row; a label says of which, where there are several. */
export interface LinkGroup {
  label: string;
  links: LinkModel[];
}

interface Opened {
  id: string;
  x: number;
  y: number;
}

/**
 * One menu for all rows, with the links of the row that it was opened for. They are made when it is. It closes when its
 * row is no longer there.
 */
export function useLinksMenu(groupsOf: (id: string) => readonly LinkGroup[]): {
  open: (id: string, at: DOMRect) => void;
  menu: React.ReactNode;
} {
  const [opened, setOpened] = useState<Opened | null>(null);
  const open = useCallback((id: string, at: DOMRect) => {
    setOpened({ id, x: at.left, y: at.bottom });
  }, []);
  const groups = opened === null ? [] : groupsOf(opened.id).filter(({ links }) => links.length > 0);
  const menu =
    opened === null || groups.length === 0 ? null : (
      <ContextMenu
        x={opened.x}
        y={opened.y}
        onClose={() => {
          setOpened(null);
        }}
        renderMenuItems={() =>
          groups.map(({ label, links }, index) => (
            <MenuGroup key={index} label={groups.length > 1 ? label : ''}>
              <Items links={links} />
            </MenuGroup>
          ))
        }
      />
    );
  return { open, menu };
}

const Items = ({ links }: Pick<LinkGroup, 'links'>) =>
  linkModelToContextMenuItems(() => links).map(({ label, url, target, icon, onClick }) => (
    <MenuItem
      key={label}
      label={label}
      {...(url === undefined ? {} : { url })}
      {...(target === undefined ? {} : { target })}
      {...(icon === undefined ? {} : { icon })}
      {...(onClick === undefined ? {} : { onClick })}
    />
  ));
