import { t } from '@hubscope/panel-kit/format/t.ts';
import type { OverviewFigure } from '../types/query.ts';
import { thresholds, type Figure } from './figure.ts';

/** Headline figures, in the order of fields. */
export const headlineFigures: readonly Figure<OverviewFigure>[] = [
  {
    name: 'concurrentSessions',
    label: () => t('frames.figure.concurrentSessions', 'Concurrent sessions'),
    kind: 'count',
  },
  {
    name: 'inflightRequests',
    label: () => t('frames.figure.inflightRequests', 'Requests in flight'),
    kind: 'count',
  },
  {
    name: 'requestsPerMinute',
    label: () => t('frames.figure.requestsPerMinute', 'Requests per minute'),
    kind: 'count',
  },
  { name: 'requests', label: () => t('frames.figure.requestsToday', 'Requests today'), kind: 'count' },
  { name: 'costUsd', label: () => t('frames.figure.costToday', 'Cost today'), kind: 'money' },
  {
    name: 'avgResponseSeconds',
    label: () => t('frames.figure.avgResponse', 'Average response time'),
    kind: 'seconds',
  },
  {
    name: 'errorRatio',
    label: () => t('frames.figure.errorRate', 'Error rate'),
    kind: 'ratio',
    // The gateway's screen calls more than 2 % high.
    config: thresholds('green', [0.02, 'red']),
  },
];
