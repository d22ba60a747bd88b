import { z } from 'zod';
import { nameStyles } from './part.ts';

/** Version of the API's contract; it goes up when an answer changes in a way that its readers must know. */
export const API_VERSION = 1;

/** Who is asking, as the exporter knows them, and what it is that answers. */
export const viewer = z.object({
  api: z.number().describe('Version of the contract'),
  exporter: z.string().describe("The exporter's version"),
  role: z.enum(['admin', 'viewer', 'screen']).describe('Of the token, or of the person'),
  person: z
    .enum(['verified', 'unmapped', 'none', 'unverifiable'])
    .describe('verified: a user of the gateway; unmapped: a Grafana user who is none'),
  user: z
    .object({ id: z.number(), name: z.string() })
    .nullable()
    .describe("The person among the gateway's users"),
  level: z.enum(['admin', 'global', 'own', 'nobody', 'screen']).describe('Column of the permission matrix'),
  names: z.enum(nameStyles).describe('How users and keys are called in answers'),
  cohortFloor: z
    .number()
    .describe('Boards narrowed to fewer users by tags or groups are refused; 1 = no floor'),
  reason: z.string().nullable().describe('Why there is no verified person, and what to set; else null'),
});

/** See {@link viewer}. */
export type ViewerAnswer = z.infer<typeof viewer>;
