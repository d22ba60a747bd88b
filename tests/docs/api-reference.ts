import { z } from 'zod';
import { questions } from '../../exporter/src/api/questions.ts';

/** What is read of a JSON schema. */
interface Schema {
  type?: string;
  description?: string;
  default?: unknown;
  enum?: unknown[];
  format?: string;
  nullable?: boolean;
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  required?: string[];
}

const jsonSchema = (schema: z.ZodType, io: 'input' | 'output') =>
  z.toJSONSchema(schema, { target: 'openapi-3.0', io }) as Schema;

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const code = (text: string) => `\`${cell(text)}\``;

/** A type as a reader would say it. */
function typeOf(schema: Schema): string {
  const { enum: words, anyOf, type = '', format, items } = schema;
  const plain =
    words !== undefined
      ? words.map((word) => code(String(word))).join(', ')
      : anyOf !== undefined
        ? anyOf.map(typeOf).join(' or ')
        : type === 'array'
          ? items?.properties === undefined
            ? `list of ${typeOf(items ?? {})}`
            : 'list'
          : format === 'date-time'
            ? 'instant'
            : isPart(schema)
              ? 'part'
              : type;
  return schema.nullable === true ? `${plain}, or null` : plain;
}

/** A part says of itself how far it can be trusted; that is told once, above all questions. */
const isPart = ({ properties }: Schema) =>
  properties?.quality !== undefined && properties.value !== undefined;

/** Every field of a value, with its path: `rows[].costUsd`. */
function fieldsOf(schema: Schema, path: string): [path: string, schema: Schema][] {
  const { items, additionalProperties } = schema;
  const { value } = schema.properties ?? {};
  const properties = isPart(schema) && value !== undefined ? { value } : (schema.properties ?? {});
  const below = Object.entries(properties).flatMap(([name, field]): [string, Schema][] => {
    const at = path === '' ? name : `${path}.${name}`;
    return [[at, field], ...fieldsOf(field, at)];
  });
  const inList = items === undefined ? [] : fieldsOf(items, `${path}[]`);
  const inMap = typeof additionalProperties === 'object' ? fieldsOf(additionalProperties, `${path}{}`) : [];
  return [...below, ...inList, ...inMap];
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

function parametersOf(schema: Schema): string {
  const rows = Object.entries(schema.properties ?? {}).map(([name, parameter]) => [
    code(name),
    typeOf(parameter),
    parameter.default === undefined ? '' : code(JSON.stringify(parameter.default).replaceAll('"', '')),
    cell(parameter.description ?? ''),
  ]);
  return rows.length === 0 ? 'No parameters.' : table(['Parameter', 'Value', 'Default', 'Meaning'], rows);
}

function valueOf(schema: Schema): string {
  const rows = fieldsOf(schema, '').map(([path, field]) => [
    code(path),
    typeOf(field),
    cell(field.description ?? ''),
  ]);
  return table(['Field of `value`', 'Type', 'Meaning'], rows);
}

/** Every question with its parameters and the fields of its answer, in Markdown without a line end. */
export function apiReference(): string {
  return questions
    .map(({ path, summary, parameters, value }) =>
      [
        `### \`GET /api/v1${path}\``,
        summary,
        parametersOf(jsonSchema(parameters, 'input')),
        valueOf(jsonSchema(value, 'output')),
      ].join('\n\n'),
    )
    .join('\n\n');
}
