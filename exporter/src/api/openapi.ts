import { z } from 'zod';
import { problem } from '../contract/error.ts';
import { answer } from '../contract/part.ts';
import { viewer } from '../contract/viewer.ts';
import { version } from '../version.ts';
import type { Route } from './route.ts';
import { streamParameters } from './stream.ts';

/** JSON Schema of what a schema takes in or gives out. */
function jsonSchema(schema: z.ZodType, io: 'input' | 'output') {
  const json = z.toJSONSchema(schema, { target: 'openapi-3.0', io });
  delete json.$schema;
  return json;
}

function parametersOf({ shape }: z.ZodObject) {
  return Object.entries(shape).map(([name, type]) => {
    const { description, ...schema } = jsonSchema(type as z.ZodType, 'input');
    return { name, in: 'query', ...(description === undefined ? {} : { description }), schema };
  });
}

const content = (type: string, schema: object) => ({ content: { [type]: { schema } } });

const problems = {
  '4XX': {
    description: 'The request is refused, and why',
    ...content('application/problem+json', { $ref: '#/components/schemas/Problem' }),
  },
};

/** The API's description (OpenAPI 3), from the schemas that check its parameters and describe its answers. */
export function openapi(routes: readonly Route[]): object {
  const paths = routes.map(({ name, path, summary, parameters, value }): [string, object] => [
    path,
    {
      get: {
        operationId: name,
        summary,
        parameters: parametersOf(parameters),
        responses: {
          200: {
            description: 'The answer',
            ...content('application/json', jsonSchema(answer(value), 'output')),
          },
          304: { description: 'The client has the answer already' },
          ...problems,
        },
      },
    },
  ]);
  return {
    openapi: '3.0.3',
    info: { title: 'Hubscope', version, description: 'Figures of a claude-code-hub gateway.' },
    servers: [{ url: '/api/v1' }],
    security: [{ token: [] }],
    paths: {
      ...Object.fromEntries(paths),
      '/viewer': {
        get: {
          operationId: 'viewer',
          summary: 'Who is asking, as the exporter knows them, and which version of the API this is.',
          responses: {
            200: {
              description: 'The answer',
              ...content('application/json', jsonSchema(viewer, 'output')),
            },
            ...problems,
          },
        },
      },
      '/stream': {
        get: {
          operationId: 'stream',
          summary: 'Answers of other routes as server-sent events, at every heartbeat that changes them.',
          parameters: parametersOf(streamParameters),
          responses: {
            200: { description: 'Events', ...content('text/event-stream', { type: 'string' }) },
            ...problems,
          },
        },
      },
    },
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: { Problem: jsonSchema(problem, 'output') },
    },
  };
}
