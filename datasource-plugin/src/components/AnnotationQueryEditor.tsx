import { loadedLazily } from './lazy.tsx';

/** The editor of annotations. */
export const AnnotationQueryEditor = loadedLazily(
  async () => (await import('./annotation/AnnotationForm.tsx')).AnnotationForm,
);
