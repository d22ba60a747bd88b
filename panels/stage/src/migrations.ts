import type { PanelModel } from '@grafana/data';
import { defaultOptions, type Options } from './options.ts';

/** Options of any version, or of another panel, as those of this one; what is not known here goes. */
export function migrateOptions({ options }: Pick<PanelModel<Partial<Options>>, 'options'>): Options {
  const kept = Object.entries(options).filter(([name]) => Object.hasOwn(defaultOptions, name));
  return { ...defaultOptions, ...Object.fromEntries(kept) };
}
