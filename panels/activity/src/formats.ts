import { useState } from 'react';
import type { Field } from '@grafana/data';
import { alike } from '@hubscope/panel-kit/data/alike.ts';
import type { Part } from './options.ts';

type Fields = ReadonlyMap<Part, Field>;

const configsOf = (fields: Fields) =>
  Object.fromEntries([...fields].map(([part, { config }]) => [part, config]));

/**
 * How some fields show values: the same object until their configs change. Every answer brings new fields, which show
 * values as those before.
 */
export function useFormats(fields: Fields): Fields {
  const [kept, setKept] = useState({ fields, formats: fields });
  if (kept.fields === fields) return kept.formats;
  const formats = alike(configsOf(kept.formats), configsOf(fields)) ? kept.formats : fields;
  setKept({ fields, formats });
  return formats;
}
