import { inspect } from 'node:util';

const MASK = '[secret]';

/**
 * A string that must not reach a log, an answer or an error message.
 * Everything that prints a value (template, JSON, inspect) prints `[secret]`; only `reveal` gives the text.
 */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** The text itself. Call it only where the text is needed (a connection, a comparison), never to print it. */
  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return MASK;
  }

  toJSON(): string {
    return MASK;
  }

  [inspect.custom](): string {
    return MASK;
  }
}
