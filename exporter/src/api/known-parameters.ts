import type { RequestHandler } from 'express';
import { sendProblem } from '../http/problem.ts';
import { BadQuestion } from '../questions/bad-question.ts';
import { problemOf } from './problems.ts';

/** What is wrong with a query parameter that a route does not know, told with those it knows. */
export function unknownParameter(name: string, known: readonly string[]): BadQuestion {
  const example = known.length === 0 ? 'no parameters at all' : known.join(', ');
  return new BadQuestion(name, 'is no parameter of this route', example);
}

/** Refuses query parameters other than these, for routes that have no schema of their own. */
export function takesOnly(...known: readonly string[]): RequestHandler {
  return ({ query }, response, next) => {
    const unknown = Object.keys(query).find((name) => !known.includes(name));
    const problem = unknown === undefined ? undefined : problemOf(unknownParameter(unknown, known));
    if (problem === undefined) next();
    else sendProblem(response, problem);
  };
}
