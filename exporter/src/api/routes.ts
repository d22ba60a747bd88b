import { Router } from 'express';
import type { Config } from '../config.ts';
import type { IdentityHealth } from '../contract/index.ts';
import type { Heartbeat } from '../heartbeat.ts';
import type { Identity } from '../identity/identify.ts';
import { answerRoutes } from './answering.ts';
import type { Rates } from './rates.ts';
import { health } from './health.ts';
import { ledgerDigests } from './ledger-digests.ts';
import { takesOnly } from './known-parameters.ts';
import { openapi } from './openapi.ts';
import { questions } from './questions.ts';
import { render, send } from './rendering.ts';
import { findRights, serve } from './serve.ts';
import { serveStream, streamParameters } from './stream.ts';
import { serveViewer } from './viewer.ts';

/** Everything below `/api/v1`. */
export function apiRoutes(config: Config, heartbeat: Heartbeat, identity: Identity, rates: Rates): Router {
  const router = Router({ strict: true, caseSensitive: true });
  const answer = answerRoutes(config, heartbeat, rates);
  const rights = findRights(config, heartbeat, identity.identify);
  for (const question of questions) router.get(question.path, serve(question, answer, rights));
  const ofStream = takesOnly(...Object.keys(streamParameters.shape));
  router.get('/stream', ofStream, serveStream(questions, answer, rights, heartbeat));
  router.get('/health', takesOnly(), (_request, response) => {
    response.set('Cache-Control', 'no-store').json(health(heartbeat, identityHealth(identity)));
  });
  router.get('/viewer', takesOnly(), serveViewer(config, heartbeat, identity.identify));
  router.get('/ledger/digests', takesOnly('from', 'to'), ledgerDigests(heartbeat));
  const description = render(openapi(questions));
  router.get('/openapi.json', takesOnly(), (request, response) => send(request, response, description));
  return router;
}

function identityHealth({ state }: Identity): IdentityHealth {
  const { keys, reason, mapping, ambiguousNames, mappingProblem } = state();
  return { keys, reason, mapping, ambiguousNames, mappingProblem };
}
