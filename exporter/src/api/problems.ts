import type { Problem } from '../http/problem.ts';
import { BadQuestion } from '../questions/bad-question.ts';
import { Refused } from './refused.ts';

/** Why a question is not answered, for whoever asked it; undefined when that was not for anything they did. */
export function problemOf(error: unknown): Problem | undefined {
  if (error instanceof BadQuestion) {
    const { field, example, message } = error;
    return {
      status: 400,
      type: 'bad-parameter',
      title: 'A parameter is missing or wrong',
      detail: message,
      parameter: field,
      example,
    };
  }
  if (error instanceof Refused) {
    return { status: 403, type: 'not-allowed', title: 'Not yours to see', detail: error.message };
  }
  return undefined;
}
