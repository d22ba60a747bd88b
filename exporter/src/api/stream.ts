import { createHash } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import { z } from 'zod';
import { explain } from '../gateway/failure.ts';
import type { Heartbeat } from '../heartbeat.ts';
import { sendProblem } from '../http/problem.ts';
import { access, type Rights } from '../identity/access.ts';
import { BadQuestion } from '../questions/bad-question.ts';
import type { AnswerRoute, Parameters } from './answering.ts';
import { problemOf } from './problems.ts';
import { Refused } from './refused.ts';
import { render, type Rendered } from './rendering.ts';
import type { Route } from './route.ts';
import { parametersOf, type FindRights } from './serve.ts';

/** Query parameters of `GET /stream`; the router refuses others. */
export const streamParameters = z.strictObject({
  questions: z
    .string()
    .optional()
    .describe('JSON array of routes with their parameters; default ["realtime"]'),
});

/** The most questions of one stream, and the most streams at a time. */
const MOST_QUESTIONS = 50;
const MOST_STREAMS = 1000;

/** A stream ends after this, so that whoever reads it shows who they are again: Grafana's tokens last as long. */
const LONGEST_MS = 600_000;

/** A quiet stream says that it is alive, for the proxies on its way. */
const COMMENT_AFTER_MS = 15_000;

/** A client that has not read this much is left out of beats until it has. */
const MOST_UNREAD_BYTES = 4_000_000;

interface Asked {
  /** As the client wrote it; its answers are sent under it. */
  text: string;
  route: Route;
  parameters: Parameters;
}

/**
 * `GET /stream`: server-sent events, one `beat` for each heartbeat in which an answer has changed. Its data has the
 * changed answers by question, each as its route gives it, or with a `problem` in its place. Its id names the state of
 * all of them: a client that comes back with `Last-Event-ID` and has missed nothing is sent nothing.
 */
export function serveStream(
  routes: readonly Route[],
  answer: AnswerRoute,
  findRights: FindRights,
  heartbeat: Heartbeat,
): RequestHandler {
  let open = 0;
  return async (request, response) => {
    const rights = await findRights(request, response);
    if (rights === undefined) return;
    let asked: Asked[];
    try {
      const permission = access.stream(rights());
      if (!permission.allowed) throw new Refused(permission.why);
      asked = questionsOf(parametersOf(request), routes);
    } catch (error) {
      const problem = problemOf(error);
      if (problem === undefined) throw error;
      sendProblem(response, problem);
      return;
    }
    if (open >= MOST_STREAMS) {
      sendProblem(response, {
        status: 503,
        type: 'too-many-streams',
        title: 'Too many streams are open',
        detail: `The exporter serves ${MOST_STREAMS} streams at a time; ask the routes themselves instead.`,
      });
      return;
    }
    open += 1;
    const lastSeen = request.get('last-event-id');
    const stop = stream(response, heartbeat, lastSeen, () => answersTo(asked, answer, rights()));
    response.on('close', () => {
      open -= 1;
      stop();
    });
  };
}

/** Sends what has changed at every beat, until the returned function is called. */
function stream(
  response: Response,
  heartbeat: Heartbeat,
  lastSeen: string | undefined,
  ask: () => Promise<Map<string, Rendered>>,
): () => void {
  let sent = new Map<string, string>();
  let state = lastSeen;
  let writtenAt = 0;
  let busy = false;
  const write = (text: string) => {
    writtenAt = performance.now();
    response.write(text);
  };
  const beat = async () => {
    if (busy || response.writableLength > MOST_UNREAD_BYTES) return;
    busy = true;
    const answers = await ask();
    busy = false;
    if (response.destroyed) return;
    const etags = new Map([...answers].map(([text, { etag }]) => [text, etag]));
    const id = createHash('sha256')
      .update(JSON.stringify([...etags]))
      .digest('base64url')
      .slice(0, 22);
    if (id === state) {
      if (performance.now() - writtenAt > COMMENT_AFTER_MS) write(': nothing has changed\n\n');
    } else {
      const changed = [...answers].filter(([text, { etag }]) => sent.get(text) !== etag);
      const data = changed.map(([text, { json }]) => `${JSON.stringify(text)}:${json}`).join(',');
      write(`id: ${id}\nevent: beat\ndata: {"answers":{${data}}}\n\n`);
    }
    state = id;
    sent = etags;
  };
  response.set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store, no-transform',
    'X-Accel-Buffering': 'no',
  });
  response.flushHeaders();
  write('retry: 2000\n\n');
  void beat();
  const unsubscribe = heartbeat.onBeat(() => void beat());
  const end = setTimeout(() => response.end(), LONGEST_MS);
  return () => {
    unsubscribe();
    clearTimeout(end);
  };
}

async function answersTo(
  asked: readonly Asked[],
  answer: AnswerRoute,
  rights: Rights,
): Promise<Map<string, Rendered>> {
  const rendered = asked.map(async ({ text, route, parameters }): Promise<[string, Rendered]> => {
    try {
      return [text, await answer(route, parameters, rights, 'this beat')];
    } catch (error) {
      const detail = problemOf(error) ?? { status: 500, type: 'internal', detail: explain(error).detail };
      return [text, render({ problem: detail })];
    }
  });
  return new Map(await Promise.all(rendered));
}

const questionList = z.array(z.string().max(2000)).min(1).max(MOST_QUESTIONS);

/** @throws BadQuestion when a question names no route */
function questionsOf({ questions }: Parameters, routes: readonly Route[]): Asked[] {
  const example = '["overview","leaderboard?scope=user&limit=5"]';
  return listOf(questions ?? '["realtime"]', example).map((text) => {
    const [path = '', query = ''] = text.split('?', 2);
    const route = routes.find((candidate) => candidate.path === `/${path}`);
    if (route === undefined) throw new BadQuestion('questions', 'names a route that is not there', example);
    return { text, route, parameters: Object.fromEntries(new URLSearchParams(query)) };
  });
}

function listOf(text: string, example: string): string[] {
  try {
    return questionList.parse(JSON.parse(text));
  } catch {
    throw new BadQuestion('questions', `is no JSON array of 1 to ${MOST_QUESTIONS} questions`, example);
  }
}
