import React, { useEffect, useRef, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { ClipboardButton, IconButton, useStyles2 } from '@grafana/ui';
import { coloursOf } from '@hubscope/panel-kit/theme/colours.ts';

interface Props {
  search: string;
  onSearch: (search: string) => void;
  /** The whole board as CSV. */
  csv: () => string;
  /** Width of the panel. */
  width: number;
}

/** What a field takes of the width, at most. */
const SHARE = 0.42;
const MOST = 180;

/** Search by name, and a copy as CSV. */
export function Controls({ search, onSearch, csv, width }: Props) {
  const styles = useStyles2(getStyles);
  const [open, setOpen] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const label = t('leaderboard.search', 'Search by name');
  useEffect(() => {
    if (open) field.current?.focus();
  }, [open]);
  return (
    <span className={styles.controls}>
      {open || search !== '' ? (
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
      )}
      <ClipboardButton
        className={styles.copy}
        icon="copy"
        size="sm"
        fill="text"
        variant="secondary"
        getText={csv}
        tooltip={t('leaderboard.copy', 'Copy all rows as CSV')}
        aria-label={t('leaderboard.copy', 'Copy all rows as CSV')}
      />
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  controls: css({
    display: 'flex',
    alignItems: 'center',
    gap: 'calc(var(--gap) * 0.6)',
    flex: 'none',
    height: 24,
    marginTop: 'calc((var(--heading) * 1.4 - 24px) / 2)',
    color: theme.colors.text.secondary,
  }),
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
  copy: css({ padding: '0 4px', height: 24, color: theme.colors.text.secondary }),
});
