import { t } from '@hubscope/panel-kit/format/t.ts';
import type { QuotasQuery } from '../types/query.ts';
import { thresholds, type Figure } from './figure.ts';

/** Figures of a quota, the first of the form `figures` first. */
export const quotaFigures: readonly Figure<NonNullable<QuotasQuery['figure']> | 'limitUsd'>[] = [
  {
    name: 'ratio',
    label: () => t('frames.figure.quotaUsed', 'Quota used'),
    kind: 'ratio',
    // The gateway warns of costs from 80 % of a limit, and refuses requests at the limit.
    config: thresholds('green', [0.8, 'orange'], [1, 'red']),
  },
  { name: 'usedUsd', label: () => t('frames.figure.spent', 'Spent'), kind: 'money' },
  { name: 'limitUsd', label: () => t('frames.figure.limit', 'Limit'), kind: 'money' },
  { name: 'remainingUsd', label: () => t('frames.figure.remaining', 'Remaining'), kind: 'money' },
];
