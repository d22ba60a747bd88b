import type { RequestHandler } from 'express';
import type { Config } from '../config.ts';
import { API_VERSION, type ViewerAnswer } from '../contract/viewer.ts';
import type { Heartbeat } from '../heartbeat.ts';
import type { Identify } from '../identity/viewer.ts';
import { version } from '../version.ts';
import { findViewer, rightsNow } from './serve.ts';

/** `GET /viewer`: tells whoever asks who they are taken for, and which API this is. */
export function serveViewer(config: Config, heartbeat: Heartbeat, identify: Identify): RequestHandler {
  return async (request, response) => {
    const viewer = await findViewer(identify, request, response);
    if (viewer === undefined) return;
    const { role, person, userId, reason } = viewer;
    const { level, names, cohortFloor } = rightsNow(config, heartbeat, viewer);
    const users = heartbeat.questions.gateway.latest()?.value.directory.users;
    const name = userId === null ? undefined : users?.get(userId)?.name;
    const user = userId === null || name === undefined ? null : { id: userId, name };
    const answer: ViewerAnswer = {
      api: API_VERSION,
      exporter: version,
      role,
      person,
      user,
      level,
      names,
      cohortFloor,
      reason,
    };
    response.set('Cache-Control', 'no-store').json(answer);
  };
}
