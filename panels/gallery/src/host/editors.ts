import {
  identityOverrideProcessor,
  standardEditorsRegistry,
  standardFieldConfigEditorRegistry,
} from '@grafana/data';

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

/** What dashboards may say of the values of any panel: paths in Grafana's FieldConfig. */
const standardOptions = [
  'displayName',
  'unit',
  'min',
  'max',
  'decimals',
  'noValue',
  'color',
  'thresholds',
  'mappings',
];

const editor = () => null;

/**
 * Without a Grafana nobody edits options; panels name their editors all the same, and Grafana's registries must know them.
 * `fieldOptions`: whether what a dashboard says of values counts.
 */
export function registerEditors(fieldOptions: 'counted' | 'ignored'): void {
  standardEditorsRegistry.setInit(() => kinds.map((id) => ({ id, name: id, editor })));
  standardFieldConfigEditorRegistry.setInit(() =>
    (fieldOptions === 'counted' ? standardOptions : []).map((id) => ({
      id,
      path: id,
      name: id,
      editor,
      override: editor,
      process: identityOverrideProcessor,
      shouldApply: () => true,
      settings: {},
    })),
  );
}
