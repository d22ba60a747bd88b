import { loadedLazily } from './lazy.tsx';

/** The editor of a query. */
export const QueryEditor = loadedLazily(async () => (await import('./query/QueryForm.tsx')).QueryForm);
