import { t } from '@hubscope/panel-kit/format/t.ts';
import type { ModelsQuery, UsageFigure } from '../types/query.ts';
import type { Figure } from './figure.ts';

const cost: Figure<'costUsd'> = {
  name: 'costUsd',
  label: () => t('frames.figure.cost', 'Cost'),
  kind: 'money',
};
const requests: Figure<'requests'> = {
  name: 'requests',
  label: () => t('frames.figure.requests', 'Requests'),
  kind: 'count',
};

/** What is counted over time. */
export const usageFiguresTable: readonly Figure<UsageFigure>[] = [cost, requests];

/** Figures of a model, the one that the gateway's chart shows first. */
export const modelFigures: readonly Figure<NonNullable<ModelsQuery['figure']>>[] = [
  requests,
  { name: 'share', label: () => t('frames.figure.share', 'Share'), kind: 'ratio' },
  cost,
  { name: 'tokens', label: () => t('frames.figure.tokens', 'Tokens'), kind: 'tokens' },
];
