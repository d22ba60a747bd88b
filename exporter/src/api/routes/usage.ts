import { periodNames, rangeNames, type RangeName } from '../../contract/words.ts';
import { z } from 'zod';
import type { Models, Part, Statistics, Trend } from '../../contract/index.ts';
import { day, instant, oneOf, whole } from '../../contract/parameters.ts';
import {
  models as modelsSchema,
  statistics as statisticsSchema,
  trend as trendSchema,
} from '../../contract/usage.ts';
import { BadQuestion } from '../../questions/bad-question.ts';
import { modelDistribution } from '../../questions/models.ts';
import { periodSpans, type Period } from '../../questions/periods.ts';
import { statistics, type CustomRange, type StatisticsMode } from '../../questions/statistics.ts';
import { trend } from '../../questions/trend.ts';
import { localDay } from '../../questions/windows.ts';
import { oneUser, userParameter } from '../one-user.ts';
import { isoInstant, partOf } from '../parts.ts';
import { isoSpan, periodOf } from '../periods.ts';
import { ownUser, route, type RouteContext } from '../route.ts';

const steps = ['hour', 'day', 'week', 'month'] as const;

const statisticsParameters = z.strictObject({
  range: oneOf(rangeNames).optional().describe('Default today; or give from and to'),
  from: instant.optional(),
  to: instant.optional(),
  step: z
    .union(
      [
        z.enum(steps),
        z
          .string()
          .regex(/^\d{1,4}$/)
          .transform(Number),
      ],
      {
        error: () => `is none of ${steps.join(', ')}, and no number of minutes; for example day`,
      },
    )
    .optional()
    .describe('Width of the buckets of from and to: hour, day, week, month, or minutes; default day'),
  mode: oneOf(['users', 'keys', 'mixed']).optional().describe('Default: the most that the viewer may see'),
  user: userParameter.optional(),
});

/** `GET /statistics`: usage over time. */
export const statisticsRoute = route({
  name: 'statistics',
  path: '/statistics',
  summary: 'Requests and cost over time, a line for each user or key, without gaps.',
  parameters: statisticsParameters,
  access: ({ user }) => ['statistics', ...(user === undefined ? [] : ['statistics/oneUser' as const])],
  value: statisticsSchema,
  answer: (context, asked) => statisticsPart(context, asked),
});

async function statisticsPart(
  context: RouteContext,
  asked: z.output<typeof statisticsParameters>,
): Promise<Part<Statistics>> {
  const { askUsage, subjects } = context;
  const request = { ...modeOf(context, asked), range: rangeOf(asked) };
  const found = await askUsage({
    key: `statistics ${JSON.stringify(request)}`,
    find: (reader, { directory, timezone }, now) =>
      statistics({ reader, directory, timezone: timezone.name }, request, now),
    from: (now, timezone) =>
      (typeof request.range === 'string' ? localDay(now, timezone).from : request.range.from) - MONTH_MS,
  });
  return partOf(found, ({ engine, mode, step, edges, series }) => ({
    engine,
    mode,
    step,
    edges: edges.map(isoInstant),
    series: series.map(({ id, name, ...figures }) => ({
      ...figures,
      ...(id === 'others' ? { id, name } : subjects[mode === 'users' ? 'user' : 'key'](id, name)),
    })),
  }));
}

/** The longest named range is 30 days or a month; a custom one's first bucket may begin up to a month before it. */
const MONTH_MS = 32 * 86_400_000;

/** Which lines a viewer gets (gateway.md 3.9); fewer than they may see when they ask for fewer, or for one user's keys. */
function modeOf(
  context: RouteContext,
  { mode: asked, user }: Pick<z.output<typeof statisticsParameters>, 'mode' | 'user'>,
): StatisticsMode {
  const { whose, rights } = context;
  if (user !== undefined && asked !== undefined && asked !== 'keys') {
    throw new BadQuestion('mode', 'of one user is keys', 'keys');
  }
  const most = ({ everybody: 'users', mixed: 'mixed', own: 'keys' } as const)[whose];
  const order = ['keys', 'mixed', 'users'] as const;
  const mode = user === undefined ? (asked ?? most) : 'keys';
  if (order.indexOf(mode) > order.indexOf(most)) {
    throw new BadQuestion('mode', `${mode} is more than you may see`, most);
  }
  if (mode === 'users') return { mode };
  const viewer = user === undefined ? rights.userId : (oneUser(context, user) ?? null);
  if (viewer === null) {
    throw new BadQuestion('mode', `${mode} needs to know whose keys, and no person is known`, 'users');
  }
  return { mode, viewer };
}

function rangeOf({ range, from, to, step }: z.output<typeof statisticsParameters>): RangeName | CustomRange {
  if (from === undefined && to === undefined) {
    if (step === undefined) return range ?? 'today';
    throw new BadQuestion(
      'step',
      'has a meaning only with from and to',
      'from=2026-03-01T00:00:00Z&to=2026-03-08T00:00:00Z&step=day',
    );
  }
  if (range !== undefined) throw new BadQuestion('range', 'and from or to exclude each other', 'today');
  if (from === undefined) throw new BadQuestion('from', 'is missing', '2026-03-01T00:00:00Z');
  if (to === undefined) throw new BadQuestion('to', 'is missing', '2026-03-08T00:00:00Z');
  return { from, to, step: step ?? 'day' };
}

/** `GET /trend`: today by the hour. */
export const trendRoute = route({
  name: 'trend',
  path: '/trend',
  summary: "Requests and cost of each hour of the gateway's day.",
  parameters: z.strictObject({}),
  access: () => ['trend'],
  value: trendSchema,
  answer: (context) => trendPart(context),
});

/** The hours of today, of everybody or the viewer alone. */
export async function trendPart(context: RouteContext): Promise<Part<Trend>> {
  const userId = ownUser(context);
  const found = await context.askUsage({
    key: `trend ${userId ?? ''}`,
    from: (now, timezone) => localDay(now, timezone).from,
    find: (reader, { timezone }, now) => trend(reader, timezone.name, now, userId),
  });
  return partOf(found, ({ engine, hours }) => ({
    engine,
    hours: hours.map(({ from, ...hour }) => ({ from: isoInstant(from), ...hour })),
  }));
}

const modelsParameters = z.strictObject({
  period: oneOf([...periodNames, 'custom']).default('daily'),
  startDate: day.optional(),
  endDate: day.optional(),
  from: instant.optional(),
  to: instant.optional(),
  limit: whole(1, 1000, 10).optional().describe('The most models by name; default 10'),
});

/** `GET /models`: what is asked of which model. */
export const modelsRoute = route({
  name: 'models',
  path: '/models',
  summary: 'How the requests of a period are spread over models.',
  parameters: modelsParameters,
  access: () => ['models'],
  value: modelsSchema,
  answer: (context, asked) => modelsPart(context, periodOf(asked), asked.limit),
});

/** The models of a period, the costliest by name. */
export async function modelsPart(
  context: RouteContext,
  period: Period,
  limit?: number,
): Promise<Part<Models>> {
  const request = { period, ...(limit === undefined ? {} : { limit }), userId: ownUser(context) };
  const found = await context.askUsage({
    key: `models ${JSON.stringify(request)}`,
    from: (now, timezone) => periodSpans(period, now, timezone).span.from ?? -Infinity,
    find: (reader, { directory, timezone }, now) =>
      modelDistribution(reader, directory.settings.billingModelSource, request, timezone.name, now),
  });
  return partOf(found, ({ engine, span, modelBasis, total, models, other }) => ({
    engine,
    span: isoSpan(span),
    modelBasis,
    total,
    models,
    other,
  }));
}
