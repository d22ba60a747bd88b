import express, { Router, type RequestHandler } from 'express';
import helmet from 'helmet';

/**
 * What the page may load: its own files, and nothing else from anywhere. Its style sheets are made by its scripts (emotion),
 * so that styles may stand in the page; scripts may not.
 */
const policy = helmet.contentSecurityPolicy({
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:'],
    fontSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
});

const fresh: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-cache');
  next();
};

/**
 * `GET /preview`: the page of a folder. It is the same for everybody and holds no figure: those it asks the API for, with
 * the token that whoever looks at it enters.
 */
export function previewPage(folder: string): Router {
  const router = Router({ strict: true, caseSensitive: true });
  router.use('/preview', policy, fresh);
  router.get('/preview', (_request, response) => {
    response.sendFile('index.html', { root: folder, cacheControl: false });
  });
  router.use('/preview/', express.static(folder, { index: false, redirect: false, cacheControl: false }));
  return router;
}
