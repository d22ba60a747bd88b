import { z } from 'zod';
import type { Question } from '../../answers.ts';
import type { Overview, Part } from '../../contract/index.ts';
import { overview as overviewSchema } from '../../contract/overview.ts';
import { access } from '../../identity/access.ts';
import { overview, type Overview as Found } from '../../questions/overview.ts';
import { windowsAt } from '../../questions/windows.ts';
import { partOf, unknown } from '../parts.ts';
import { ownUser, route, type RouteContext } from '../route.ts';

/** `GET /overview`: the headline figures, of everybody or of the viewer alone. */
export const overviewRoute = route({
  name: 'overview',
  path: '/overview',
  summary: 'The headline figures of today, of the last minute, and of yesterday up to the same local time.',
  parameters: z.strictObject({}),
  access: () => ['overview'],
  value: overviewSchema,
  answer: (context) => overviewPart(context),
});

/** The headline figures that these rights may see. */
export async function overviewPart(context: RouteContext): Promise<Part<Overview>> {
  const { questions } = context.heartbeat;
  const userId = ownUser(context);
  const found = userId === undefined ? questions.overview.answer() : await ofOne(context, userId);
  const live = access['overview/concurrentSessions'](context.rights);
  const livePart = (question: Question<number>) =>
    live.allowed ? partOf(question.answer(), (count) => count) : unknown(live.why);
  const concurrentSessions = livePart(questions.concurrentSessions);
  const inflightRequests = livePart(questions.inflightRequests);
  return partOf(found, ({ today, yesterdaySamePeriod, requestsPerMinute }) => ({
    today,
    yesterdaySamePeriod,
    requestsPerMinute,
    concurrentSessions,
    inflightRequests,
  }));
}

function ofOne({ askUsage }: RouteContext, userId: number) {
  return askUsage<Found>({
    key: `overview ${userId}`,
    from: (now, timezone) => windowsAt(now, timezone).yesterdaySamePeriod.from,
    find: (reader, { timezone }, now) => overview(reader, windowsAt(now, timezone.name), userId),
  });
}
