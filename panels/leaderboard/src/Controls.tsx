import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@hubscope/panel-kit/format/t.ts';
import { ClipboardButton, useStyles2 } from '@grafana/ui';
import { SearchField } from '@hubscope/panel-kit/parts/SearchField.tsx';

interface Props {
  search: string;
  onSearch: (search: string) => void;
  /** The whole board as CSV. */
  csv: () => string;
  /** Width of the panel. */
  width: number;
}

/** Search by name, and a copy as CSV. */
export function Controls({ search, onSearch, csv, width }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <span className={styles.controls}>
      <SearchField
        label={t('leaderboard.search', 'Search by name')}
        search={search}
        onSearch={onSearch}
        width={width}
      />
      <ClipboardButton
        className={styles.copy}
        icon="copy"
        size="md"
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
  // As an icon button is: its shape ends where the rows end.
  copy: css({ padding: '0 4px', marginRight: -4, height: 24, color: theme.colors.text.primary }),
});
