import type { Response } from 'express';

/** An error as clients see it (RFC 9457). Nothing internal stands in it. */
export interface Problem {
  status: number;
  /** Stable word; sent as `urn:hubscope:problem:<word>`. */
  type: string;
  title: string;
  /** A sentence for a person: what is wrong, and what to do. */
  detail: string;
  /** The query parameter that is wrong, and a value of it that would do. */
  parameter?: string;
  example?: string;
}

/** The body that tells a problem. */
export function problemJson({ status, type, ...rest }: Problem): string {
  return `${JSON.stringify({ type: `urn:hubscope:problem:${type}`, status, ...rest })}\n`;
}

/** Sends `application/problem+json`. */
export function sendProblem(response: Response, problem: Problem): void {
  response
    .status(problem.status)
    .set({ 'Content-Type': 'application/problem+json; charset=utf-8', 'Cache-Control': 'no-store' })
    .end(problemJson(problem));
}
