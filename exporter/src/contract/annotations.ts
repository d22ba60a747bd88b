import { z } from 'zod';
import { isoInstant, part } from './part.ts';

const breakerChange = z.object({
  at: isoInstant,
  provider: z.object({ id: z.number(), name: z.string() }),
  after: isoInstant.describe('When the breaker was last seen in its old state: the change lies between'),
  from: z.enum(['closed', 'open', 'half-open']),
  to: z.enum(['closed', 'open', 'half-open']),
});

const administrativeChange = z.object({
  at: isoInstant,
  id: z.number(),
  category: z.string(),
  action: z.string().describe('<category>.<verb>'),
  success: z.boolean(),
  operatorName: z.string().nullable(),
  target: z.object({ type: z.string(), id: z.string().nullable(), name: z.string().nullable() }).nullable(),
});

const excerpt = <T extends z.ZodType>(event: T) =>
  part(
    z.object({
      events: z.array(event).describe('Newest first'),
      complete: z.boolean().describe('false: more happened in the span than is known, or than the limit'),
    }),
  );

/** What happened in a span, for the marks in charts. */
export const annotations = z.object({
  breakers: excerpt(breakerChange).describe('Changes of circuit breakers that the exporter has seen'),
  administration: excerpt(administrativeChange).describe("What the gateway's audit log says"),
});

/** See {@link annotations}. */
export type Annotations = z.infer<typeof annotations>;

const choice = z.object({
  id: z.union([z.number(), z.string()]),
  name: z.string(),
  deleted: z.boolean(),
  user: z
    .object({ id: z.union([z.number(), z.string()]), name: z.string() })
    .nullable()
    .describe('Whose key it is'),
});

/** What a dashboard's variable can be set to. */
export const dimension = z.object({
  entries: z.array(choice),
  count: z.number().describe('Entries there are, given or not'),
});

/** See {@link dimension}. */
export type Dimension = z.infer<typeof dimension>;
