import {
  standardTransformers,
  standardTransformersRegistry,
  type TransformerRegistryItem,
} from '@grafana/data';

const { calculateFieldTransformer, filterFieldsByNameTransformer } = standardTransformers;

/** Makes known the transformations that the dashboards of the big screen use, as Grafana itself does for all of them. */
export function registerTransformers(): void {
  standardTransformersRegistry.setInit(() =>
    [calculateFieldTransformer, filterFieldsByNameTransformer].map(
      (transformation): TransformerRegistryItem => ({
        id: transformation.id,
        name: transformation.name,
        transformation,
        editor: () => null,
        imageDark: '',
        imageLight: '',
      }),
    ),
  );
}
