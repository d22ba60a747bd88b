import { t } from '@hubscope/panel-kit/format/t.ts';

/** Why there is no answer, for a person. */
export class GatewayProblem extends Error {
  /** The exporter's word for it (`urn:hubscope:problem:<word>`), or ours; empty for what nobody foresaw. */
  readonly type: string;
  /** HTTP status; 0 without an answer. */
  readonly status: number;
  constructor(message: string, type: string, status: number) {
    super(message);
    this.type = type;
    this.status = status;
  }
}

/** Any failure of a request as a problem. */
export function problemOf(error: unknown): GatewayProblem {
  if (error instanceof GatewayProblem) return error;
  return new GatewayProblem(t('errors.away', 'Grafana cannot be reached from this browser.'), 'away', 0);
}

/** What answers is something else. */
export const notTheApi = (status: number): GatewayProblem =>
  new GatewayProblem(
    t('errors.notTheApi', 'What answers at this address is no Hubscope exporter. Check the address.'),
    'not-the-api',
    status,
  );

/** What an answer without success says. Grafana's data proxy says some things in its own way: a refused token is 400, a server that is away 502. */
export function problemFrom(status: number, body: unknown): GatewayProblem {
  const problem = problemIn(body);
  if (problem !== undefined) return new GatewayProblem(problem.detail, problem.type, status);
  const text = JSON.stringify(body ?? '');
  if (status === 401 || (status === 400 && text.includes('Authentication to data source failed'))) {
    return new GatewayProblem(
      t('errors.token', 'The exporter refuses the token. Take one of its API tokens.'),
      'token-refused',
      status,
    );
  }
  if (status === 502 || status === 504) {
    return new GatewayProblem(
      t('errors.exporterAway', 'Grafana cannot reach the exporter: it is away, or its address is wrong.'),
      'exporter-away',
      status,
    );
  }
  if (status === 404) return notTheApi(status);
  if (status === 403) {
    return new GatewayProblem(
      t('errors.grafanaRefuses', 'Grafana does not let you use this data source.'),
      'grafana-refuses',
      status,
    );
  }
  return new GatewayProblem(
    t('errors.other', 'The exporter answered with status {{status}}.', { status }),
    '',
    status,
  );
}

const PREFIX = 'urn:hubscope:problem:';

/** A problem of the exporter's own (RFC 9457), which may come as text when its type says that it is not plain JSON. */
function problemIn(body: unknown): { type: string; detail: string } | undefined {
  const value = typeof body === 'string' ? parsed(body) : body;
  if (typeof value !== 'object' || value === null) return undefined;
  const { type, detail } = value as { type?: unknown; detail?: unknown };
  if (typeof type !== 'string' || !type.startsWith(PREFIX) || typeof detail !== 'string') return undefined;
  return { type: type.slice(PREFIX.length), detail };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
