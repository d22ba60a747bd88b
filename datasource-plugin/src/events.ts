/** A server-sent event with data. */
export interface ServerEvent {
  id: string | undefined;
  data: string;
}

/**
 * Reads server-sent events from the pieces they come in: the returned function takes a piece, and gives the events that
 * it ends. Comments and `retry` are passed over.
 */
export function eventReader(): (piece: Uint8Array) => ServerEvent[] {
  const decoder = new TextDecoder();
  let unread = '';
  return (piece) => {
    const blocks = (unread + decoder.decode(piece, { stream: true })).split('\n\n');
    unread = blocks.pop() ?? '';
    return blocks.map(eventIn).filter((event): event is ServerEvent => event !== undefined);
  };
}

function eventIn(block: string): ServerEvent | undefined {
  const lines = block.split('\n');
  const fieldOf = (name: string) =>
    lines
      .filter((line) => line.startsWith(`${name}:`))
      .map((line) => line.slice(name.length + 1).replace(/^ /, ''));
  const data = fieldOf('data');
  return data.length === 0 ? undefined : { id: fieldOf('id')[0], data: data.join('\n') };
}
