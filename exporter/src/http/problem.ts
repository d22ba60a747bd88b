import type { Response } from 'express';

/** An error as clients see it (RFC 9457). Nothing internal stands in it. */
export interface Problem {
  status: number;
  /** Stable word; sent as `urn:hubscope:problem:<word>`. */
  type: string;
  title: string;
  /** A sentence for a person: what is wrong, and what to do. */
  detail: string;
}

/** Sends `application/problem+json`. */
export function sendProblem(response: Response, { status, type, title, detail }: Problem): void {
  response
    .status(status)
    .set({ 'Content-Type': 'application/problem+json; charset=utf-8', 'Cache-Control': 'no-store' })
    .end(`${JSON.stringify({ type: `urn:hubscope:problem:${type}`, title, status, detail })}\n`);
}
