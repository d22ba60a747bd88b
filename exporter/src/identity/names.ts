import { createHmac, randomBytes } from 'node:crypto';
import type { Config } from '../config.ts';
import type { NameStyle } from '../contract/index.ts';
import type { Rights } from './access.ts';

/** How subjects are called in an answer. Providers and models keep their names. */
export interface Names {
  /** Of a user, by the id that stays when the name changes. */
  user: (id: number, name: string) => string;
  /** Of a client key: its name, never its string. */
  key: (id: number, name: string) => string;
  /** Of a session, by its identity. */
  session: (identity: string) => string;
}

const real: Names = { user: (_, name) => name, key: (_, name) => name, session: (identity) => identity };

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The first character as a reader sees it, be it many code points, and three stars: their number tells no length. */
export function masked(name: string): string {
  const [first] = graphemes.segment(name.trim());
  return `${first?.segment ?? ''}***`;
}

/** Hexadecimal digits of a pseudonym: among 2,000 subjects two share one with a chance of 1 in 2,000. */
const DIGITS = 8;

/** Without a key of the configuration pseudonyms last as long as the process. */
const ofThisProcess = randomBytes(32);

/**
 * How each style calls subjects. A pseudonym is an HMAC of the subject's id: the same after a restart, on every replica
 * and under a new name; without PSEUDONYM_KEY nobody can tell whose it is. Masked sessions get pseudonyms too: their
 * first character says nothing, and a row needs a name.
 */
export function createNames({ pseudonymKey }: Pick<Config, 'pseudonymKey'>): Record<NameStyle, Names> {
  const secret = pseudonymKey?.reveal() ?? ofThisProcess;
  const pseudonym = (kind: 'user' | 'key' | 'session', subject: string) => {
    const digest = createHmac('sha256', secret).update(`${kind}:${subject}`).digest('hex');
    return `${kind}-${digest.slice(0, DIGITS)}`;
  };
  const session = (identity: string) => pseudonym('session', identity);
  return {
    real,
    masked: { user: (_, name) => masked(name), key: (_, name) => masked(name), session },
    pseudonym: {
      user: (id) => pseudonym('user', String(id)),
      key: (id) => pseudonym('key', String(id)),
      session,
    },
  };
}

/** Whether an aggregate of so many subjects may not be told. */
export const belowFloor = ({ cohortFloor }: Rights, subjects: number): boolean => subjects < cohortFloor;
