import { language } from './language.ts';

/** Stands for the value while words are looked up; nobody writes it. */
const HOLE = '\uffff';

/**
 * Words around a value, looked up once: with each answer hundreds of rows say them, and looking up is slow.
 *
 * @param say words with a value in them, by `t`
 */
export function phrase(say: (value: string) => string): (value: string) => string {
  let parts: readonly string[] = [];
  let known: string | undefined;
  return (value) => {
    if (known !== language()) [known, parts] = [language(), say(HOLE).split(HOLE)];
    return parts.join(value);
  };
}
