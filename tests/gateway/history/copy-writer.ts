import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom, type CopyStreamQuery } from 'pg-copy-streams';
import type { Cells, CellValue } from './cells.ts';
import type { Conversation } from './conversations.ts';
import type { FinishedRequest } from './finished-request.ts';

/** Rows of one table on their way into it by COPY. One connection can have one COPY open at a time. */
export interface CopyWriter {
  /** Characters that were added and not sent yet. */
  readonly waiting: number;
  /** The values are taken from `request` now. */
  add(request: FinishedRequest): void;
  /** Hands what waits to PostgreSQL, beginning a COPY when none is open. @throws DatabaseError */
  send(): Promise<void>;
  /** Sends what waits and ends the COPY. @throws DatabaseError when PostgreSQL refuses a row */
  close(): Promise<void>;
}

/** What goes into a table's columns. */
export interface TableCells {
  readonly conversation: Cells<Conversation>;
  readonly request: Cells<FinishedRequest>;
}

/** @param isFrozen whether the table was truncated in this transaction, so that its rows need no VACUUM later */
export function createCopyWriter(
  client: pg.ClientBase,
  table: string,
  { conversation: constant, request: variable }: TableCells,
  isFrozen: boolean,
): CopyWriter {
  const columns = [...Object.keys(constant), ...Object.keys(variable)].join(', ');
  const statement = `COPY ${table} (${columns}) FROM STDIN${isFrozen ? ' (FREEZE)' : ''}`;
  const constantGetters = Object.values(constant);
  const getters = Object.values(variable);
  const beginnings = new WeakMap<Conversation, string>();
  let text = '';
  let copy: { readonly stream: CopyStreamQuery; readonly done: Promise<void> } | undefined;

  const send = async () => {
    if (text === '') return;
    if (copy === undefined) {
      const stream = client.query(copyFrom(statement));
      const done = finished(stream);
      // Whoever sends or closes next learns of the error.
      done.catch(() => undefined);
      copy = { stream, done };
    }
    const chunk = text;
    text = '';
    if (!copy.stream.write(chunk)) await Promise.race([once(copy.stream, 'drain'), copy.done]);
  };

  return {
    get waiting() {
      return text.length;
    },
    add(request) {
      const { conversation } = request;
      let line = beginnings.get(conversation);
      if (line === undefined) {
        line = constantGetters.map((get) => encode(get(conversation))).join('\t');
        beginnings.set(conversation, line);
      }
      for (const get of getters) line += `\t${encode(get(request))}`;
      text += `${line}\n`;
    },
    send,
    async close() {
      await send();
      const open = copy;
      copy = undefined;
      open?.stream.end();
      await open?.done;
    },
  };
}

const encode = (value: CellValue) => (value === null || value === undefined ? String.raw`\N` : String(value));
