import { z } from 'zod';
import { BadQuestion } from '../questions/bad-question.ts';
import { Refused } from './refused.ts';
import { ownUser, type RouteContext } from './route.ts';
import { knownGateway } from './usage.ts';

/** Whom a question is about alone: the id or the name of a user. */
export const userParameter = z
  .string()
  .min(1, 'is empty; for example 17')
  .max(200, 'is longer than 200 characters; for example 17')
  .describe(
    'Id or name of a user whose figures alone are told: to administrators, and to that user. A name that two users share has to be an id.',
  );

/**
 * The user whose figures alone are told: the one that is asked for, or whoever may see no others.
 * @throws Refused when these are somebody else's, and not to be told
 * @throws BadQuestion when there is no such user, or more than one
 */
export function oneUser(context: RouteContext, asked: string | undefined): number | undefined {
  const own = ownUser(context);
  if (asked === undefined) return own;
  const found = usersCalled(context, asked);
  if (own !== undefined) {
    if (found.includes(own)) return own;
    // The same for users that there are and for those that there are not.
    throw new Refused('The gateway shows what a user does to that user and to its administrators only.');
  }
  const [first] = found;
  if (first === undefined) throw new BadQuestion('user', 'is the id or name of no user', '17');
  if (found.length > 1) throw new BadQuestion('user', `is the name of ${found.length} users`, String(first));
  return first;
}

/** Ids of users with a name; without any, that of the user who has it as an id. */
function usersCalled({ heartbeat }: RouteContext, asked: string): number[] {
  const { users } = knownGateway(heartbeat).directory;
  const named = [...users.values()].filter(({ name }) => name === asked);
  const present = named.filter(({ deleted }) => !deleted);
  const found = (present.length > 0 ? present : named).map(({ id }) => id);
  return found.length === 0 && /^\d+$/.test(asked) && users.has(Number(asked)) ? [Number(asked)] : found;
}
