import { loadedLazily } from './lazy.tsx';

/** The editor of a dashboard's variable. */
export const VariableQueryEditor = loadedLazily(
  async () => (await import('./variable/VariableForm.tsx')).VariableForm,
);
