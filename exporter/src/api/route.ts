import type { z } from 'zod';
import type { Part } from '../contract/index.ts';
import type { Heartbeat } from '../heartbeat.ts';
import type { Permission, Rights, RouteName } from '../identity/access.ts';
import type { ShareAnswer } from './shared-answers.ts';
import type { Subjects } from './subjects.ts';
import type { AskUsage } from './usage.ts';

/** Whose figures an answer tells. */
export type Whose = Extract<Permission, { allowed: true }>['of'];

/** What a route answers from, for one request or many with equal rights. */
export interface RouteContext {
  heartbeat: Heartbeat;
  askUsage: AskUsage;
  share: ShareAnswer;
  rights: Rights;
  /** What the access table says of the rows that {@link Route.access} names: the narrowest of them. */
  whose: Whose;
  /** How users, keys and sessions are called for whoever asks. */
  subjects: Subjects;
}

/** A question of the API. Parameters are checked by the schema that documents them. */
export interface Route<Parameters extends z.ZodObject = z.ZodObject, Value = unknown> {
  name: string;
  /** Below `/api/v1`. */
  path: string;
  /** One sentence for the API's reference. */
  summary: string;
  parameters: Parameters;
  /** Rows of the access table that must all allow the question. */
  access: (parameters: z.output<Parameters>) => readonly RouteName[];
  /** Schema of the answer's `value`. */
  value: z.ZodType<Value>;
  /** @throws BadQuestion when the parameters do not go together */
  answer: (context: RouteContext, parameters: z.output<Parameters>) => Promise<Part<Value>>;
}

/** Ties the types of a route together. */
export const route = <Parameters extends z.ZodObject, Value>(definition: Route<Parameters, Value>): Route =>
  definition;

/** The user whose figures alone are told; undefined when they are everybody's. */
export const ownUser = ({ whose, rights }: RouteContext): number | undefined =>
  whose === 'own' ? (rights.userId ?? NOBODY) : undefined;

/** Ids are above 0. Rights without a person are never told their own, but if they were, it would be nothing. */
const NOBODY = 0;
