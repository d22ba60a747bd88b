import type { RequestHandler } from 'express';
import { sendProblem } from '../http/problem.ts';
import { BadQuestion } from '../questions/bad-question.ts';
import { problemOf } from './problems.ts';

/** Refuses query parameters other than these, for routes that have no schema of their own. */
export function takesOnly(...known: readonly string[]): RequestHandler {
  const example = known.length === 0 ? 'no parameters at all' : known.join(', ');
  return ({ query }, response, next) => {
    const unknown = Object.keys(query).find((name) => !known.includes(name));
    const problem =
      unknown === undefined
        ? undefined
        : problemOf(new BadQuestion(unknown, 'is no parameter of this route', example));
    if (problem === undefined) next();
    else sendProblem(response, problem);
  };
}
