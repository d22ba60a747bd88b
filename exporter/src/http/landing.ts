import type { RequestHandler } from 'express';
import { version } from '../version.ts';

const links = [
  ['/metrics', 'metrics for Prometheus'],
  ['/api/v1/health', 'what was found of the gateway, and what answers'],
  ['/-/healthy', 'the process serves'],
  ['/-/ready', 'the first figures are there'],
] as const;

const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Hubscope exporter</title>
<h1>Hubscope exporter</h1>
<p>Version ${version}. Figures of a claude-code-hub gateway for Prometheus and Grafana.</p>
<ul>
${links.map(([path, meaning]) => `<li><a href="${path}">${path}</a>: ${meaning}</li>`).join('\n')}
</ul>
</html>
`;

/** `GET /`: what this is, and where to go. */
export const landingPage: RequestHandler = (_request, response) => {
  response.type('html').end(page);
};
