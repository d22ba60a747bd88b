import { z } from 'zod';
import { answer as answerSchema } from '../../exporter/src/contract/part.ts';
import { questions } from '../../exporter/src/api/questions.ts';
import type { ExporterProcess } from './process.ts';

/** Asks the API as one client does. */
export interface ApiClient {
  /** An answer that must be there; throws when it does not fit the schema that the API's reference shows. */
  ask: <T>(path: string) => Promise<Asked<T>>;
  /** The answer whatever it is. */
  get: (path: string, headers?: Record<string, string>) => Promise<Response>;
}

/** An answer of the API with its value, which may be null in life, but not where a test reads it. */
interface Asked<T> {
  timezone: string;
  currency: { code: string; rate: { perUsd: string; date: string | null } | null };
  quality: string;
  asOf: string;
  ageSeconds: number | null;
  reason: string | null;
  value: T;
}

/** Objects of the contract have no fields beside those of their schema. */
function strictly(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodObject) {
    const shape = Object.entries(schema.shape).map(([name, inner]) => [name, strictly(inner as z.ZodType)]);
    return z.strictObject(Object.fromEntries(shape) as Record<string, z.ZodType>);
  }
  if (schema instanceof z.ZodArray) return z.array(strictly(schema.element as z.ZodType));
  if (schema instanceof z.ZodNullable) return strictly(schema.unwrap() as z.ZodType).nullable();
  if (schema instanceof z.ZodOptional) return strictly(schema.unwrap() as z.ZodType).optional();
  return schema;
}

const schemas = new Map(questions.map(({ path, value }) => [path, strictly(answerSchema(value))]));

/** A client that shows these headers. */
export function apiClient(exporter: ExporterProcess, headers: Record<string, string>): ApiClient {
  const get = (path: string, more: Record<string, string> = {}) =>
    exporter.get(`/api/v1${path}`, { ...headers, ...more });
  return {
    get,
    async ask<T>(path: string) {
      const response = await get(path);
      const text = await response.text();
      if (response.status !== 200) throw new Error(`${path}: ${response.status} ${text}`);
      const answer: unknown = JSON.parse(text);
      schemas.get(path.split('?', 1)[0] ?? '')?.parse(answer);
      return answer as Asked<T>;
    },
  };
}
