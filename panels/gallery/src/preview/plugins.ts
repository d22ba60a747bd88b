import type { PanelPlugin } from '@grafana/data';
import { addWords, panelWords } from '../host/words.ts';

const OURS = /^hubscope-(.+)-panel$/;

/** Panels by the name of their folder. */
const panels: Readonly<Record<string, () => Promise<{ plugin: unknown }>>> = {
  activity: () => import('../../../activity/src/module.ts'),
  leaderboard: () => import('../../../leaderboard/src/module.ts'),
  metric: () => import('../../../metric/src/module.ts'),
  slots: () => import('../../../slots/src/module.ts'),
  stage: () => import('../../../stage/src/module.ts'),
  usage: () => import('../../../usage/src/module.ts'),
};

/** Drawn as Grafana's own panels of that name are, which no library has. */
const standIns: Readonly<Record<string, () => Promise<{ plugin: unknown }>>> = {
  piechart: () => import('./standins/piechart.ts'),
};

/** Panels of some types, with their words. @throws when one is of a type that the page does not know */
export async function loadPlugins(types: readonly string[]): Promise<Map<string, PanelPlugin>> {
  const loaded = new Map<string, PanelPlugin>();
  for (const type of new Set(types)) {
    const name = OURS.exec(type)?.[1];
    const load = name === undefined ? standIns[type] : panels[name];
    if (load === undefined) throw new Error(`the preview has no panel ${type}`);
    loaded.set(type, (await load()).plugin as PanelPlugin);
    if (name !== undefined) await addWords(panelWords(name));
  }
  return loaded;
}
