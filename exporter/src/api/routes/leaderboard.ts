import { z } from 'zod';
import type { LeaderboardRow, Part, Leaderboard as Shown } from '../../contract/index.ts';
import { leaderboard as leaderboardSchema } from '../../contract/leaderboard.ts';
import { periodNames, providerTypes, scopeNames } from '../../contract/words.ts';
import { day, flag, instant, list, oneOf, whole } from '../../contract/parameters.ts';
import { GatewayError } from '../../gateway/failure.ts';
import type { GatewaySchema } from '../../gateway/schema.ts';
import { belowFloor } from '../../identity/names.ts';
import { databaseTime } from '../../ledger/access.ts';
import type { Span } from '../../ledger/totals.ts';
import { cacheCoefficients } from '../../questions/leaderboard/cache-coefficients.ts';
import { columnNames } from '../../questions/leaderboard/figures.ts';
import type { BoardRequest } from '../../questions/leaderboard/request.ts';
import { scopes } from '../../questions/leaderboard/scopes.ts';
import { leaderboard, type BoardRow, type Leaderboard } from '../../questions/leaderboard.ts';
import { periodSpans } from '../../questions/periods.ts';
import { idFilters } from '../../questions/leaderboard/subjects.ts';
import { oneUser, userParameter } from '../one-user.ts';
import { partOf } from '../parts.ts';
import { isoSpan, periodOf } from '../periods.ts';
import { Refused } from '../refused.ts';
import { route, type RouteContext } from '../route.ts';
import { knownGateway } from '../usage.ts';

const columns = [
  ...new Set(['name', ...scopeNames.flatMap((name) => columnNames(scopes[name].counts, true))]),
];

const parameters = z.strictObject({
  scope: oneOf(scopeNames).default('user'),
  period: oneOf([...periodNames, 'custom']).default('daily'),
  startDate: day.optional().describe('First day of a custom period, in the zone of the gateway'),
  endDate: day.optional().describe('Last day of a custom period, included; at most 366 days'),
  from: instant.optional().describe('First instant of a custom period, in place of days'),
  to: instant.optional().describe('Instant that a custom period ends before; at most 366 days later'),
  providerType: oneOf(providerTypes).optional(),
  userTags: list.optional().describe('Requests of users with any of these tags, at most 20'),
  userGroups: list.optional().describe('Requests of users in any of these groups, at most 20'),
  user: userParameter.optional(),
  models: flag.optional().describe('Adds the models of each row'),
  percentiles: flag.optional().describe('Adds p50, p95 and p99 of duration and TTFT'),
  rankChange: flag.optional().describe('Adds the rank in the period before'),
  sort: oneOf(columns as [string, ...string[]])
    .optional()
    .describe("Default: the gateway's order"),
  order: oneOf(['desc', 'asc']).optional(),
  limit: whole(1, 1000, 20).optional().describe('The most rows; default all'),
});

/** The question of a board, from parameters. */
export type BoardParameters = z.output<typeof parameters>;

/** `GET /leaderboard`: who and what leads. */
export const leaderboardRoute = route({
  name: 'leaderboard',
  path: '/leaderboard',
  summary: 'A ranking of users, providers, models or keys over a period.',
  parameters,
  access: ({ scope, models, user }) => [
    `leaderboard/${scope}`,
    ...(user === undefined ? [] : ['leaderboard/oneUser' as const]),
    ...(models === true && scope !== 'model' ? [`leaderboard/${scope}/models` as const] : []),
  ],
  value: leaderboardSchema,
  answer: (context, asked) => leaderboardPart(context, asked),
});

/** A board as these rights may see it. */
export async function leaderboardPart(context: RouteContext, asked: BoardParameters): Promise<Part<Shown>> {
  const { askUsage, rights } = context;
  refuseSmallCohorts(context, asked);
  const period = periodOf(asked);
  const { user, ...others } = asked;
  const request: BoardRequest = {
    ...others,
    period,
    sort: asked.sort === undefined ? undefined : sortOf(asked.sort, asked.order),
    viewer: rights.userId ?? undefined,
    onlyUser: oneUser(context, user),
  };
  const found = await askUsage<Leaderboard>({
    key: `leaderboard ${JSON.stringify(request)}`,
    from(now, timezone) {
      const { span, before } = periodSpans(period, now, timezone);
      return (asked.rankChange === true ? before?.from : span.from) ?? -Infinity;
    },
    find: (reader, { directory, schema, timezone }, now) =>
      leaderboard(
        {
          reader,
          directory,
          timezone: timezone.name,
          coefficients: (span) => coefficientsOf(context, schema, span),
        },
        request,
        now,
      ),
  });
  return partOf(found, (board) => shown(board, context));
}

/** The gateway makes its coefficients anew every five minutes. */
const COEFFICIENTS_MS = 60_000;

/** @throws GatewayError when they are not known */
async function coefficientsOf({ heartbeat, share }: RouteContext, schema: GatewaySchema, span: Span) {
  const answer = await share(
    `cache coefficients ${JSON.stringify(span)}`,
    () =>
      heartbeat.askGateway(async (connection) => ({
        value: await cacheCoefficients(connection, schema, span),
        asOf: await databaseTime(connection),
      })),
    COEFFICIENTS_MS,
  );
  if (answer.quality !== 'unknown') return answer.value;
  throw new GatewayError(answer.failure.kind, answer.failure.detail);
}

/** @throws Refused when the filters leave so few users that a figure of all of them would tell of each */
function refuseSmallCohorts({ heartbeat, rights }: RouteContext, asked: BoardParameters): void {
  if (rights.cohortFloor <= 1 || (asked.userTags === undefined && asked.userGroups === undefined)) return;
  const users = idFilters(knownGateway(heartbeat).directory, asked).user_id ?? [];
  if (belowFloor(rights, users.length)) {
    throw new Refused(`These filters leave fewer than ${rights.cohortFloor} users (SCREEN_COHORT_FLOOR).`);
  }
}

const sortOf = (column: string, order: 'asc' | 'desc' | undefined) => ({
  column: column as NonNullable<BoardRequest['sort']>['column'],
  descending: (order ?? (column === 'name' ? 'asc' : 'desc')) === 'desc',
});

function shown(board: Leaderboard, { subjects }: RouteContext): Shown {
  const { engine, scope, span, modelBasis, count, rows, own } = board;
  const kind = scopes[scope].subject;
  const rowOf = ({ user, ...row }: BoardRow): LeaderboardRow => {
    const named = typeof row.id === 'number' && (kind === 'user' || kind === 'key');
    return {
      ...row,
      ...(named ? subjects[kind](Number(row.id), row.name) : {}),
      ...(user === undefined ? {} : { user: subjects.user(user.id, user.name) }),
    };
  };
  return {
    engine,
    scope,
    span: isoSpan(span),
    modelBasis,
    count,
    rows: rows.map(rowOf),
    own: own.map(rowOf),
  };
}
