import type { NameStyle } from '../contract/index.ts';
import type { Names } from '../identity/names.ts';

/** Whom a figure belongs to, as an answer says it. */
interface Subject {
  id: number | string;
  name: string;
}

/** How an answer tells users, keys and sessions apart and calls them. */
export interface Subjects {
  user: (id: number, name: string) => Subject;
  key: (id: number, name: string) => Subject;
  session: Names['session'];
}

/** Subjects in a style. Where names are hidden, ids are too: whoever knows one board could read another by them. */
export function subjectsIn(names: Record<NameStyle, Names>, style: NameStyle): Subjects {
  const { user, key, session } = names[style];
  const hidden = names.pseudonym;
  const real = style === 'real';
  return {
    user: (id, name) => ({ id: real ? id : hidden.user(id, name), name: user(id, name) }),
    key: (id, name) => ({ id: real ? id : hidden.key(id, name), name: key(id, name) }),
    session,
  };
}
