import { z } from 'zod';
import type { Dimension, Part } from '../../contract/index.ts';
import { dimension as dimensionSchema } from '../../contract/annotations.ts';
import { flag, whole } from '../../contract/parameters.ts';
import {
  dimension,
  dimensionNames,
  usedModels,
  usedModelsFrom,
  type DimensionEntry,
  type DimensionName,
} from '../../questions/dimensions.ts';
import { partOf } from '../parts.ts';
import { Refused } from '../refused.ts';
import { ownUser, route, type RouteContext } from '../route.ts';
import { knownGateway } from '../usage.ts';

const parameters = z.strictObject({
  search: z.string().max(200, 'is longer than 200 characters; for example ann').optional(),
  limit: whole(1, 5000, 100).optional().describe('The most entries; default all'),
  deleted: flag.optional().describe('Whether users, keys and providers that were deleted are among them'),
});

/** `GET /dimensions/…`: what a dashboard's variables can be set to. */
export const dimensionRoutes = dimensionNames.map((name) =>
  route({
    name: `dimensions/${name}`,
    path: `/dimensions/${name}`,
    summary: `The ${name} that a dashboard's variable can be set to.`,
    parameters,
    access: () => [`dimensions/${name}`],
    value: dimensionSchema,
    answer: (context, asked) => dimensionPart(context, name, asked),
  }),
);

async function dimensionPart(
  context: RouteContext,
  name: DimensionName,
  { search, limit, deleted }: z.output<typeof parameters>,
): Promise<Part<Dimension>> {
  const { heartbeat, subjects, rights } = context;
  if (search !== undefined && rights.names !== 'real' && hidden[name] !== undefined) {
    throw new Refused('Names are hidden from you, and a search would tell them letter by letter.');
  }
  const userId = ownUser(context) ?? null;
  const { directory } = knownGateway(heartbeat);
  const choose = (models: readonly string[]) => {
    const { entries, count } = dimension(name, directory, models, {
      userId,
      search,
      limit,
      withDeleted: deleted,
    });
    return { count, entries: entries.map((entry) => shown(entry, name, subjects)) };
  };
  if (name !== 'models') return partOf(heartbeat.questions.gateway.answer(), () => choose([]));
  const found = await context.askUsage({
    key: `used models ${userId ?? ''}`,
    from: usedModelsFrom,
    find: (reader, { timezone, directory: { settings } }, now) =>
      usedModels(reader, settings.billingModelSource, now, timezone.name, userId),
  });
  return partOf(found, choose);
}

/** Dimensions whose names may be hidden. */
const hidden: Partial<Record<DimensionName, 'user' | 'key'>> = { users: 'user', keys: 'key' };

function shown(
  { id, name, deleted, user }: DimensionEntry,
  dimensionName: DimensionName,
  subjects: RouteContext['subjects'],
): Dimension['entries'][number] {
  const kind = hidden[dimensionName];
  return {
    ...(kind === undefined ? { id, name } : subjects[kind](Number(id), name)),
    deleted,
    user: user && subjects.user(user.id, user.name),
  };
}
