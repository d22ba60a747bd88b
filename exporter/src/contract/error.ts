import { z } from 'zod';

/** An error of the API, `application/problem+json` (RFC 9457). */
export const problem = z.object({
  type: z.string().describe('urn:hubscope:problem:<word>; the word is stable'),
  title: z.string(),
  status: z.number(),
  detail: z.string().describe('What is wrong and what to do, for a person'),
  parameter: z.string().optional().describe('The query parameter that is wrong'),
  example: z.string().optional().describe('A value of it that would do'),
});

/** See {@link problem}. */
export type ProblemAnswer = z.infer<typeof problem>;
