import type { Answer } from '@hubscope/exporter/contract';
import { wall, type Asked } from '../cases/wall.ts';

/** Answers that have been made up and not been told yet, as text. */
const ready = new Map<Asked, Map<number, string>>();

const textOf = ({ answerAt }: Asked, tick: number) => JSON.stringify(answerAt(tick));

/** Makes up the wall's answers of so many ticks, so that their making is no part of what a tick costs. */
export function prepare(first: number, count: number): void {
  for (const one of wall.flatMap(({ asked }) => asked)) {
    const texts = Array.from({ length: count }, (_, at): [number, string] => [
      first + at,
      textOf(one, first + at),
    ]);
    ready.set(one, new Map(texts));
  }
}

/** The answer of a tick, read from text as one that comes from an exporter. */
export const told = (asked: Asked, tick: number): Answer<unknown> =>
  JSON.parse(ready.get(asked)?.get(tick) ?? textOf(asked, tick)) as Answer<unknown>;
