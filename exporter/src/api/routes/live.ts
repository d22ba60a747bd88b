import { z } from 'zod';
import type { Activity, Part, Sessions, Slots } from '../../contract/index.ts';
import {
  activity as activitySchema,
  sessions as sessionsSchema,
  slots as slotsSchema,
} from '../../contract/live.ts';
import { whole } from '../../contract/parameters.ts';
import { cutActivity, MOST_REQUESTS, type Named } from '../../questions/activity.ts';
import { ownSessions } from '../../questions/sessions.ts';
import { isoInstant, partOf } from '../parts.ts';
import { ownUser, route, type RouteContext } from '../route.ts';
import type { Subjects } from '../subjects.ts';

/** `GET /activity`: the requests of right now. */
export const activityRoute = route({
  name: 'activity',
  path: '/activity',
  summary: 'The newest request of every live session, filled up with the newest others, newest first.',
  parameters: z.strictObject({
    limit: whole(1, MOST_REQUESTS, 20).default(20).describe('The most requests; default 20'),
  }),
  access: () => ['activity'],
  value: activitySchema,
  answer: (context, { limit }) => activityPart(context, limit),
});

/** The live stream, of everybody or of the viewer alone. */
export async function activityPart(context: RouteContext, limit: number): Promise<Part<Activity>> {
  const { heartbeat, share, subjects } = context;
  const userId = ownUser(context);
  const found =
    userId === undefined
      ? await heartbeat.live.activity.want()
      : await share(`activity ${userId}`, () => heartbeat.live.ownActivity(userId));
  return partOf(found, (stream) => ({
    requests: cutActivity(stream, limit).map(({ startedAt, session, user, key, ...request }) => ({
      ...request,
      session: session === null ? null : subjects.session(session),
      live: session !== null && stream.liveSessions.has(session),
      user: shown(user, subjects.user),
      key: shown(key, subjects.key),
      startedAt: isoInstant(startedAt),
    })),
  }));
}

/** Someone of the directory, called as the viewer may call them. */
function shown(
  named: Named | null,
  call: Subjects['user'],
): { id: number | string; name: string | null } | null {
  if (named === null) return null;
  const { id, name } = call(named.id, named.name ?? '');
  return { id, name: named.name === null ? null : name };
}

/** `GET /sessions`: who is at work. */
export const sessionsRoute = route({
  name: 'sessions',
  path: '/sessions',
  summary: 'Sessions that are live, with the sums of all their requests and their state.',
  parameters: z.strictObject({
    limit: whole(1, 1000, 100).optional().describe('The most sessions; default all that are looked at'),
  }),
  access: () => ['sessions'],
  value: sessionsSchema,
  answer: (context, { limit }) => sessionsPart(context, limit),
});

async function sessionsPart(context: RouteContext, limit?: number): Promise<Part<Sessions>> {
  const { heartbeat, subjects } = context;
  const userId = ownUser(context);
  const instant = (ms: number | null) => (ms === null ? null : isoInstant(ms));
  return partOf(await heartbeat.live.sessions.want(), (list) => {
    const { live, sessions } = userId === undefined ? list : ownSessions(list, userId);
    return {
      live,
      sessions: sessions.slice(0, limit).map(({ id, user, key, startedAt, lastRequestAt, ...session }) => ({
        ...session,
        id: subjects.session(id),
        user: shown(user, subjects.user),
        key: shown(key, subjects.key),
        startedAt: instant(startedAt),
        lastRequestAt: instant(lastRequestAt),
      })),
    };
  });
}

/** `GET /slots`: how much room there is. */
export const slotsRoute = route({
  name: 'slots',
  path: '/slots',
  summary: "Every provider's slots of concurrent sessions, volume and circuit breaker, and the fleet's.",
  parameters: z.strictObject({}),
  access: () => ['slots'],
  value: slotsSchema,
  answer: (context) => slotsPart(context),
});

/** Slots of all providers. */
export async function slotsPart({ heartbeat }: RouteContext): Promise<Part<Slots>> {
  return partOf(await heartbeat.live.slots(), ({ providers, fleet }) => ({
    fleet,
    providers: providers.map(({ halfOpensAt, ...row }) => ({
      ...row,
      halfOpensAt: halfOpensAt === null ? null : isoInstant(halfOpensAt),
    })),
  }));
}
