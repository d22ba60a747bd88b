import { z } from 'zod';
import type { Annotations, Part } from '../../contract/index.ts';
import { annotations as annotationsSchema } from '../../contract/annotations.ts';
import { instant, whole } from '../../contract/parameters.ts';
import { access } from '../../identity/access.ts';
import { eventsWithin } from '../../questions/annotations.ts';
import { BadQuestion } from '../../questions/bad-question.ts';
import { isoInstant, partOf, unknown } from '../parts.ts';
import { route, type RouteContext } from '../route.ts';
import { knownGateway } from '../usage.ts';

const parameters = z.strictObject({
  from: instant.optional().describe('Default: a day before to'),
  to: instant.optional().describe('Default: now'),
  limit: whole(1, 2000, 200).default(200).describe('The most events of each kind'),
});

/** `GET /annotations`: what happened, for the marks in charts. */
export const annotationsRoute = route({
  name: 'annotations',
  path: '/annotations',
  summary:
    'Changes of circuit breakers that the exporter has seen, and administrative changes of the gateway.',
  parameters,
  access: () => ['annotations'],
  value: annotationsSchema,
  answer: (context, asked) => Promise.resolve(annotationsPart(context, asked)),
});

const DAY_MS = 86_400_000;

function annotationsPart(context: RouteContext, asked: z.output<typeof parameters>): Part<Annotations> {
  const { limit } = asked;
  const now = Date.now();
  const to = asked.to ?? now + DAY_MS;
  const span = { from: asked.from ?? Math.min(to, now) - DAY_MS, to };
  if (span.from >= span.to) throw new BadQuestion('to', 'is not after from', isoInstant(span.from + DAY_MS));
  return {
    quality: 'fresh',
    asOf: isoInstant(now),
    ageSeconds: null,
    reason: null,
    value: {
      breakers: breakersPart(context, span, limit),
      administration: administrationPart(context, span, limit),
    },
  };
}

interface Span {
  from: number;
  to: number;
}

function breakersPart(
  { heartbeat, rights }: RouteContext,
  span: Span,
  limit: number,
): Annotations['breakers'] {
  const permission = access['annotations/breakers'](rights);
  if (!permission.allowed) return unknown(permission.why);
  const { providerNames } = knownGateway(heartbeat).directory;
  return partOf(heartbeat.questions.breakerChanges.answer(), ({ changes, completeFrom }) => {
    const { events, complete } = eventsWithin(changes, completeFrom, span, limit);
    return {
      complete,
      events: events.map(({ providerId: id, at, after, ...change }) => ({
        ...change,
        at: isoInstant(at),
        after: isoInstant(after),
        provider: { id, name: providerNames.get(id) ?? `#${id}` },
      })),
    };
  });
}

function administrationPart(
  { heartbeat, rights }: RouteContext,
  span: Span,
  limit: number,
): Annotations['administration'] {
  const permission = access['annotations/administration'](rights);
  if (!permission.allowed) return unknown(permission.why);
  const answer = heartbeat.questions.administrativeChanges.answer();
  const why = answer.quality === 'unknown' ? null : answer.value.unknownBecause;
  if (why !== null) return unknown(why);
  return partOf(answer, ({ changes, completeFrom }) => {
    const { events, complete } = eventsWithin(changes, completeFrom, span, limit);
    return { complete, events: events.map(({ at, ...change }) => ({ ...change, at: isoInstant(at) })) };
  });
}
