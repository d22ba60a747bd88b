import React, { useEffect, useRef, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { IconButton, useStyles2 } from '@grafana/ui';
import { coloursOf } from '../theme/colours.ts';

interface Props {
  label: string;
  search: string;
  onSearch: (search: string) => void;
  /** Width of the panel. */
  width: number;
}

/** What a field takes of the width, at most. */
const SHARE = 0.42;
const MOST = 180;

/** A search that is a button until somebody searches. */
export function SearchField({ label, search, onSearch, width }: Props) {
  const styles = useStyles2(getStyles);
  const [open, setOpen] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (open) field.current?.focus();
  }, [open]);
  return open || search !== '' ? (
    <input
      ref={field}
      type="search"
      className={styles.field}
      style={{ width: Math.min(MOST, width * SHARE) }}
      value={search}
      placeholder={label}
      aria-label={label}
      onChange={(event) => {
        onSearch(event.target.value);
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onSearch('');
        setOpen(false);
      }}
      onBlur={() => {
        setOpen(false);
      }}
    />
  ) : (
    <IconButton
      name="search"
      size="md"
      tooltip={label}
      onClick={() => {
        setOpen(true);
      }}
    />
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  field: css({
    height: 24,
    padding: '0 8px',
    fontSize: 'var(--small)',
    lineHeight: '22px',
    color: theme.colors.text.primary,
    background: coloursOf(theme).track,
    border: `1px solid ${theme.colors.border.medium}`,
    borderRadius: theme.shape.radius.default,
    '&::placeholder': { color: theme.colors.text.secondary, opacity: 1 },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.border}`, outlineOffset: 0 },
  }),
});
