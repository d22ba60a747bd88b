import { t } from '@hubscope/panel-kit/format/t.ts';
import type { Activity, Sessions, Slots } from '@hubscope/exporter/contract';
import type { SlotsQuery } from '../types/query.ts';
import { thresholds, type Figure } from './figure.ts';

type NameIn<Row, Not extends keyof Row> = Exclude<keyof Row, Not> & string;

const tokenFigures = [
  { name: 'inputTokens', label: () => t('frames.figure.inputTokens', 'Input tokens'), kind: 'tokens' },
  { name: 'outputTokens', label: () => t('frames.figure.outputTokens', 'Output tokens'), kind: 'tokens' },
  {
    name: 'cacheCreationTokens',
    label: () => t('frames.figure.cacheCreationTokens', 'Cache creation tokens'),
    kind: 'tokens',
  },
  {
    name: 'cacheReadTokens',
    label: () => t('frames.figure.cacheReadTokens', 'Cache read tokens'),
    kind: 'tokens',
  },
] as const satisfies readonly Figure[];

type Request = Activity['requests'][number];

/** Figures of a request. */
export const requestFigures: readonly Figure<NameIn<Request, 'id' | 'session' | 'live' | 'user' | 'key'>>[] =
  [
    { name: 'durationMs', label: () => t('frames.figure.duration', 'Duration'), kind: 'milliseconds' },
    { name: 'ttftMs', label: () => t('frames.figure.ttft', 'TTFT'), kind: 'milliseconds' },
    { name: 'firstByteMs', label: () => t('frames.figure.firstByte', 'First byte'), kind: 'milliseconds' },
    { name: 'costUsd', label: () => t('frames.figure.cost', 'Cost'), kind: 'price' },
    ...tokenFigures,
  ];

type Session = Sessions['sessions'][number];

/** Figures of a live session. */
export const sessionFigures: readonly Figure<
  NameIn<Session, 'id' | 'user' | 'key' | 'providers' | 'models'>
>[] = [
  { name: 'inFlight', label: () => t('frames.figure.inflightRequests', 'Requests in flight'), kind: 'count' },
  { name: 'requests', label: () => t('frames.figure.requests', 'Requests'), kind: 'count' },
  { name: 'costUsd', label: () => t('frames.figure.cost', 'Cost'), kind: 'price' },
  {
    name: 'durationMs',
    label: () => t('frames.figure.totalDuration', 'Total duration'),
    kind: 'milliseconds',
  },
  ...tokenFigures,
];

/** Colours of something that fills up, as the gateway has them for slots (gateway.md 5.1). */
const filling = thresholds('green', [0.7, 'orange'], [0.9, 'red']);

/** Figures of a provider's slots, the first of the form `figures` first. */
export const slotFigures: readonly Figure<NonNullable<SlotsQuery['figure']> | 'limit'>[] = [
  {
    name: 'utilizationRatio',
    label: () => t('frames.figure.utilization', 'Slot utilization'),
    kind: 'ratio',
    config: filling,
  },
  { name: 'used', label: () => t('frames.figure.slotsUsed', 'Slots used'), kind: 'count' },
  { name: 'limit', label: () => t('frames.figure.slots', 'Slots'), kind: 'count' },
  { name: 'requestsToday', label: () => t('frames.figure.requestsToday', 'Requests today'), kind: 'count' },
  { name: 'tokensToday', label: () => t('frames.figure.tokensToday', 'Tokens today'), kind: 'tokens' },
];

/** Figures of all limited slots together. */
export const fleetFigures: readonly Figure<keyof Slots['fleet']>[] = [
  {
    name: 'providers',
    label: () => t('frames.figure.limitedProviders', 'Providers with a limit'),
    kind: 'count',
  },
  { name: 'limit', label: () => t('frames.figure.slots', 'Slots'), kind: 'count' },
  { name: 'used', label: () => t('frames.figure.slotsUsed', 'Slots used'), kind: 'count' },
  { name: 'left', label: () => t('frames.figure.slotsLeft', 'Slots left'), kind: 'count' },
  {
    name: 'leftRatio',
    label: () => t('frames.figure.slotsLeftRatio', 'Share of slots left'),
    kind: 'ratio',
    config: thresholds('red', [0.1, 'orange'], [0.3, 'green']),
  },
];
