import { z } from 'zod';
import type { Part, Quotas } from '../../contract/index.ts';
import { oneOf } from '../../contract/parameters.ts';
import { quotas as quotasSchema } from '../../contract/quotas.ts';
import type { Heartbeat } from '../../heartbeat.ts';
import type { Quota, SubjectQuotas } from '../../questions/quotas.ts';
import { quotaScopes, type QuotaScope } from '../../questions/quotas/subjects.ts';
import { isoInstant, partOf } from '../parts.ts';
import { ownUser, route, type RouteContext } from '../route.ts';

const parameters = z.strictObject({ scope: oneOf(quotaScopes).default('provider') });

/** `GET /quotas`: limits, spending, and how long it will last. */
export const quotasRoute = route({
  name: 'quotas',
  path: '/quotas',
  summary: 'Spending limits of providers, users or keys: used, left, when they reset, and when they run out.',
  parameters,
  access: ({ scope }) => [`quotas/${scope}`],
  value: quotasSchema,
  answer: (context, { scope }) => Promise.resolve(quotasPart(context, scope)),
});

const questionOf = (scope: QuotaScope, { questions }: Heartbeat) =>
  ({ provider: questions.providerQuotas, user: questions.userQuotas, key: questions.keyQuotas })[scope];

function quotasPart(context: RouteContext, scope: QuotaScope): Part<Quotas> {
  const { heartbeat, subjects } = context;
  const userId = ownUser(context);
  const named = ({ id, name }: SubjectQuotas) =>
    scope === 'provider' ? { id, name } : subjects[scope](id, name);
  return partOf(questionOf(scope, heartbeat).answer(), (found) => ({
    subjects: found
      .filter(({ user }) => userId === undefined || user?.id === userId)
      .map((subject) => ({
        ...subject,
        ...named(subject),
        user: subject.user && subjects.user(subject.user.id, subject.user.name),
        quotas: subject.quotas.map(shown),
      })),
  }));
}

const instantOrNull = (ms: number | null) => (ms === null ? null : isoInstant(ms));

const shown = ({ countsFrom, resetsAt, emptyAt, rate, ...quota }: Quota) => ({
  ...quota,
  countsFrom: instantOrNull(countsFrom),
  resetsAt: instantOrNull(resetsAt),
  rate: rate && { spentUsd: rate.spentUsd, overSeconds: rate.overMs / 1000 },
  emptyAt: instantOrNull(emptyAt),
});
