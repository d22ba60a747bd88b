import { t } from '@hubscope/panel-kit/format/t.ts';
import type { FilterKey } from './filters.ts';

/** What columns of subjects are called. */
export const subjectLabels: Readonly<Record<FilterKey, () => string>> = {
  user: () => t('frames.column.user', 'User'),
  key: () => t('frames.column.key', 'Key'),
  provider: () => t('frames.column.provider', 'Provider'),
  model: () => t('frames.column.model', 'Model'),
};

export const timeLabel = (): string => t('frames.column.time', 'Time');

/** Requests that name no model. */
export const unknownModel = (): string => t('frames.row.unknownModel', 'Unknown');
