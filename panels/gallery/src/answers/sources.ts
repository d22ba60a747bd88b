import type { Answer, Currency, Sources } from '@hubscope/exporter/contract';
import { fresh, instantAt } from './answer.ts';

/** What the figures of a working afternoon come from: everything answers, and the copy is equal. */
export function sourcesAt(tick: number, change: Partial<Sources> = {}): Answer<Sources> {
  const before = (ms: number) => new Date(instantAt(tick) - ms).toISOString();
  return fresh(tick, {
    postgres: { state: 'up', reason: null, asOf: before(800) },
    redis: { state: 'up', reason: null, asOf: before(400) },
    ledger: {
      state: 'up',
      reason: null,
      asOf: before(800),
      rows: 3_012_345 + tick * 6,
      mismatchRows: 0,
      loadRatio: 1,
    },
    ...change,
  });
}

/** The copy of the ledger in another state. */
export const ledger = (change: Partial<Sources['ledger']>): Partial<Sources> => {
  const { value } = sourcesAt(0);
  return value === null ? {} : { ledger: { ...value.ledger, ...change } };
};

/** A server that went away some seconds ago. */
export const away = (seconds: number, reason: string): Sources['postgres'] => ({
  state: 'down',
  reason,
  asOf: new Date(instantAt(0) - seconds * 1000).toISOString(),
});

/** Yuan, at a rate that the operator has set. */
export const yuan: Currency = {
  code: 'CNY',
  symbol: '¥',
  locale: 'zh-CN',
  rate: { perUsd: '7.12', date: '2026-03-06' },
};
