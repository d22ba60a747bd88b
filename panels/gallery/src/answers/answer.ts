import type { Answer } from '@hubscope/exporter/contract';
import type { DataFrame } from '@grafana/data';
import { framesOf } from '../../../../datasource-plugin/src/frames/index.ts';
import type { GatewayQuery } from '../../../../datasource-plugin/src/types/query.ts';

/*
 * An invented gateway, whose answers are told in the exporter's own types and made into frames by the data source's own
 * code, so that panels are drawn with what they get in Grafana.
 */

/** 14:32:07 in Shanghai. */
export const START = Date.parse('2026-03-09T06:32:07Z');

/** Ms between answers of a live page. */
export const BEAT = 2000;

export const instantAt = (tick: number): number => START + tick * BEAT;

/** The same number in (0, 1) for the same seed. */
export function randomOf(...seeds: number[]): number {
  let state = 2166136261;
  for (const seed of seeds) {
    state = Math.imul(state ^ seed, 16777619);
    state = Math.imul(state ^ (state >>> 15), 2246822519);
  }
  return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32;
}

/** Something that wanders between -1 and 1 and never jumps. */
export const wander = (tick: number, seed: number): number =>
  (Math.sin(tick / 17 + seed * 2.1) + Math.sin(tick / 5.3 + seed) * 0.4 + Math.sin(tick / 41 + seed * 3.7)) /
  2.4;

export const fresh = <T>(tick: number, value: T): Answer<T> => ({
  quality: 'fresh',
  asOf: new Date(instantAt(tick)).toISOString(),
  ageSeconds: null,
  reason: null,
  timezone: 'Asia/Shanghai',
  currency: null,
  names: 'masked',
  value,
});

export const stale = <T>(answer: Answer<T>, ageSeconds: number, reason: string): Answer<T> => ({
  ...answer,
  quality: 'stale',
  ageSeconds,
  reason,
});

export const unknown = <T>(reason: string): Answer<T> => ({
  ...fresh<T>(0, null as T),
  quality: 'unknown',
  asOf: null,
  reason,
  value: null,
});

/** A query of any type, without Grafana's name for it. */
export type Question<Query = GatewayQuery> = Query extends GatewayQuery ? Omit<Query, 'refId'> : never;

/** Frames of an answer, as the data source makes them. */
export const framesFor = (query: Question, answer: Answer<unknown>, refId = 'A'): DataFrame[] =>
  framesOf({ refId, ...query }, answer, { refId, datasourceUid: 'hubscope' });
