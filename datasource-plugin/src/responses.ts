import { LoadingState, type DataFrame, type DataQueryResponse } from '@grafana/data';
import {
  distinctUntilChanged,
  map,
  scan,
  switchMap,
  timer,
  type Observable,
  type OperatorFunction,
} from 'rxjs';
import type { Answer } from '@hubscope/exporter/contract';
import type { LiveAnswer, Watch } from './live.ts';
import type { GatewayProblem } from './problem.ts';

/** How often a live question looks whether the dashboard's time range has moved on. */
const RANGE_MS = 15_000;

/** Watches a question that may become another as time goes by. */
export const watchMoving = (watch: Watch, question: () => string): Observable<LiveAnswer> =>
  timer(0, RANGE_MS).pipe(map(question), distinctUntilChanged(), switchMap(watch));

/** A response to one target, which its key names. */
export type TargetResponse = DataQueryResponse & { key: string };

/** What a target has been told so far. */
interface Told {
  answer?: Answer<unknown> | undefined;
  frames: DataFrame[];
  response: TargetResponse;
}

/** Makes responses of answers; frames of an answer that is the same are the same. */
export const toResponses = (
  refId: string,
  framesOf: (answer: Answer<unknown>) => DataFrame[],
): OperatorFunction<LiveAnswer, TargetResponse> => {
  const next = (before: Told, { answer, problem }: LiveAnswer): Told => {
    const frames = answer === undefined || answer === before.answer ? before.frames : framesOf(answer);
    const response =
      problem === undefined
        ? { key: refId, data: frames, state: LoadingState.Done }
        : failure(refId, problem, frames);
    return { answer: answer ?? before.answer, frames, response };
  };
  return (told) =>
    told.pipe(
      scan(next, { frames: [], response: { key: refId, data: [] } }),
      map(({ response }) => response),
    );
};

/** The last frames stay beside the error, so that a panel keeps what it shows. */
export const failure = (
  refId: string,
  { message, status }: GatewayProblem,
  frames: DataFrame[],
): TargetResponse => ({
  key: refId,
  data: frames,
  state: LoadingState.Error,
  errors: [{ refId, message, ...(status === 0 ? {} : { status }) }],
});
