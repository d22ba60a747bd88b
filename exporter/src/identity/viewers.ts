import { readFile } from 'node:fs/promises';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Config } from '../config.ts';
import type { Directory, User } from '../gateway/directory.ts';
import type { GrafanaIdentity } from './id-token.ts';

/** The gateway's user that a person is, or why they are none. */
type Match = { user: User } | { reason: string };

/** Finds which of the gateway's users a person of Grafana is. */
export interface Viewers {
  find: (person: GrafanaIdentity, directory: Directory) => Match;
  /** Names that more than one user of the gateway has. */
  ambiguousNames: (directory: Directory) => number;
  /** What is wrong with the file, in a sentence; null when nothing is. */
  problem: () => string | null;
  stop: () => void;
}

/** Upper and lower case, and the ways to write an accent, make no other name. */
const folded = (name: string): string => name.normalize('NFC').trim().toLowerCase();

/** By VIEWERS; `rereadMs` is how often a file is looked at. */
export function createViewers(viewers: Config['viewers'], log: Logger, rereadMs = 5000): Viewers {
  const nothing = { ambiguousNames: () => 0, problem: () => null, stop: () => undefined };
  if (viewers === undefined) {
    return {
      ...nothing,
      find: () => ({ reason: 'VIEWERS is not set, so nobody in Grafana is a user of the gateway.' }),
    };
  }
  if (typeof viewers === 'object') return viewersOfFile(viewers.file, log, rereadMs);
  const indexOf = nameIndex(log);
  return {
    ...nothing,
    ambiguousNames: (directory) => indexOf(directory.users).ambiguous,
    find: (person, directory) => {
      const name = person[viewers] ?? '';
      const user = name.trim() === '' ? undefined : indexOf(directory.users).byName.get(folded(name));
      if (user === undefined) {
        return { reason: `The gateway has no user with the ${viewers} that Grafana says as their name.` };
      }
      return user === 'several'
        ? {
            reason: `Several users of the gateway have this name, so VIEWERS=${viewers} cannot tell them apart.`,
          }
        : { user };
    },
  };
}

interface NameIndex {
  byName: Map<string, User | 'several'>;
  ambiguous: number;
}

/** Users by name, made anew when the gateway's users have changed. Deleted ones are gone. */
function nameIndex(log: Logger): (users: Directory['users']) => NameIndex {
  let indexed: { users: Directory['users']; index: NameIndex } | undefined;
  let told = '';
  return (users) => {
    if (indexed?.users === users) return indexed.index;
    const byName = new Map<string, User | 'several'>();
    const shared = new Set<string>();
    for (const user of users.values()) {
      if (user.deleted) continue;
      const name = folded(user.name);
      if (byName.has(name)) shared.add(name);
      byName.set(name, shared.has(name) ? 'several' : user);
    }
    const names = [...shared].sort();
    if (names.length > 0 && JSON.stringify(names) !== told) {
      log.warn({ names }, 'users of the gateway share a name: nobody is matched with them');
    }
    told = JSON.stringify(names);
    indexed = { users, index: { byName, ambiguous: shared.size } };
    return indexed.index;
  };
}

const fileContent = z.record(z.string(), z.int().positive());

function viewersOfFile(path: string, log: Logger, rereadMs: number): Viewers {
  let text: string | undefined;
  let ids: Map<string, number> | undefined;
  let problem: string | null = null;
  const setProblem = (found: string | null) => {
    if (found !== null && found !== problem) log.warn({ file: path, reason: found }, 'the file of VIEWERS');
    problem = found;
  };
  const read = async () => {
    try {
      const now = await readFile(path, 'utf8');
      if (now === text) return;
      text = now;
      ids = parseFile(now);
      log.info({ file: path, logins: ids.size }, 'the file of VIEWERS was read');
      setProblem(null);
    } catch (error) {
      setProblem(fileProblem(error));
    }
  };
  void read();
  const timer = setInterval(() => void read(), rereadMs);
  timer.unref();
  return {
    ambiguousNames: () => 0,
    problem: () => problem,
    stop: () => {
      clearInterval(timer);
    },
    find: ({ username }, { users }) => {
      if (ids === undefined) return { reason: problem ?? 'The file of VIEWERS has not been read yet.' };
      const id = ids.get(folded(username ?? ''));
      if (id === undefined) return { reason: 'The file of VIEWERS does not name this login of Grafana.' };
      const user = users.get(id);
      return user === undefined || user.deleted
        ? { reason: 'The file of VIEWERS names a user whom the gateway does not have.' }
        : { user };
    },
  };
}

/** @throws SyntaxError, z.ZodError, or {@link DoubleLogin} */
function parseFile(text: string): Map<string, number> {
  const entries = Object.entries(fileContent.parse(JSON.parse(text)));
  const ids = new Map<string, number>();
  for (const [login, id] of entries) {
    if ((ids.get(folded(login)) ?? id) !== id) throw new DoubleLogin();
    ids.set(folded(login), id);
  }
  return ids;
}

class DoubleLogin extends Error {}

function fileProblem(error: unknown): string {
  if (error instanceof SyntaxError) return 'The file of VIEWERS is no JSON.';
  if (error instanceof z.ZodError)
    return 'The file of VIEWERS is no object of logins to ids of users, as {"ann": 12}.';
  if (error instanceof DoubleLogin) return 'The file of VIEWERS names a login twice, for different users.';
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
  return `The file of VIEWERS cannot be read (${code}).`;
}
