import { loadedLazily } from './lazy.tsx';

/** Settings of the datasource. */
export const ConfigEditor = loadedLazily(async () => (await import('./config/ConfigForm.tsx')).ConfigForm);
