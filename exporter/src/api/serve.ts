import type { Request, RequestHandler, Response } from 'express';
import type { Config } from '../config.ts';
import type { Heartbeat } from '../heartbeat.ts';
import { sendProblem } from '../http/problem.ts';
import { rightsOf, type Rights } from '../identity/access.ts';
import { isProblem, type Identify, type Viewer } from '../identity/viewer.ts';
import type { AnswerRoute, Parameters } from './answering.ts';
import { problemOf } from './problems.ts';
import { send } from './rendering.ts';
import type { Route } from './route.ts';

/** Finds what whoever sends a request may see, at any later moment; undefined when they were refused, and told so. */
export type FindRights = (request: Request, response: Response) => Promise<(() => Rights) | undefined>;

/** Finds who sends a request; undefined when nobody could tell, and they were told so. */
export async function findViewer(
  identify: Identify,
  request: Request,
  response: Response,
): Promise<Viewer | undefined> {
  const viewer = await identify(request);
  if (!isProblem(viewer)) return viewer;
  sendProblem(response, viewer);
  return undefined;
}

/** See {@link FindRights}. Before the first look at the gateway its users see their own figures alone. */
export function findRights(config: Config, heartbeat: Heartbeat, identify: Identify): FindRights {
  return async (request, response) => {
    const viewer = await findViewer(identify, request, response);
    return viewer && (() => rightsNow(config, heartbeat, viewer));
  };
}

/** What somebody may see at this moment, which the gateway's settings have a say in. */
export function rightsNow(config: Config, heartbeat: Heartbeat, viewer: Viewer): Rights {
  const settings = heartbeat.questions.gateway.latest()?.value.directory.settings;
  return rightsOf(viewer, { allowGlobalUsageView: settings?.globalUsageView ?? false }, config);
}

/** Serves a route of the API. */
export function serve(route: Route, answer: AnswerRoute, findRights: FindRights): RequestHandler {
  return async (request, response) => {
    const rights = await findRights(request, response);
    if (rights === undefined) return;
    try {
      await send(request, response, await answer(route, parametersOf(request), rights()));
    } catch (error) {
      const problem = problemOf(error);
      if (problem === undefined) throw error;
      sendProblem(response, problem);
    }
  };
}

/** The query parameters; the door has refused those that stand twice. */
export function parametersOf({ query }: Request): Parameters {
  return Object.fromEntries(
    Object.entries(query).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
