import type { RequestHandler } from 'express';
import { version } from '../version.ts';

const links = [
  ['/metrics', 'metrics for Prometheus'],
  ['/api/v1/health', 'what was found of the gateway, and what answers'],
  ['/-/healthy', 'the process serves'],
  ['/-/ready', 'the first figures are there'],
] as const;

const pageOf = (shown: readonly (readonly [path: string, meaning: string])[]) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Hubscope exporter</title>
<h1>Hubscope exporter</h1>
<p>Version ${version}. Figures of a claude-code-hub gateway for Prometheus and Grafana.</p>
<ul>
${shown.map(([path, meaning]) => `<li><a href="${path}">${path}</a>: ${meaning}</li>`).join('\n')}
</ul>
</html>
`;

/** `GET /`: what this is, and where to go. */
export function landingPage(hasPreview: boolean): RequestHandler {
  const preview = ['/preview', 'the big screen, without a Grafana'] as const;
  const page = pageOf(hasPreview ? [preview, ...links] : links);
  return (_request, response) => {
    response.type('html').end(page);
  };
}
