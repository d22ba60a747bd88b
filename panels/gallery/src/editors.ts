import { standardEditorsRegistry, standardFieldConfigEditorRegistry } from '@grafana/data';

/** Kinds of editors that options of panels are edited with. */
const kinds = [
  'select',
  'multi-select',
  'text',
  'boolean',
  'number',
  'slider',
  'radio',
  'color',
  'strings',
  'unit',
  'field-name',
];

/** Without a Grafana nobody edits options; panels name their editors all the same, and Grafana's registries must know them. */
export function registerEditors(): void {
  standardEditorsRegistry.setInit(() => kinds.map((id) => ({ id, name: id, editor: () => null })));
  standardFieldConfigEditorRegistry.setInit(() => []);
}
