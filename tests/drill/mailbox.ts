import { createServer, type Server } from 'node:net';
import { createInterface } from 'node:readline';

/** Takes mail as any SMTP server does, and keeps it from the reader only by handing it on. */
export function createMailbox(onMail: (text: string) => void): Server {
  return createServer((socket) => {
    let mail: string[] | undefined;
    const say = (line: string) => socket.write(`${line}\r\n`);
    const lines = createInterface(socket);
    // Who has told everything may hang up. The lines of a socket have its errors, too.
    for (const each of [socket, lines]) each.on('error', () => undefined);
    say('220 drill');
    lines.on('line', (line) => {
      if (mail !== undefined && line !== '.') mail.push(line);
      else if (mail !== undefined) {
        onMail(mail.join('\n'));
        mail = undefined;
        say('250 taken');
      } else if (/^DATA/i.test(line)) {
        mail = [];
        say('354 go on');
      } else if (/^QUIT/i.test(line)) {
        say('221 bye');
        socket.end();
      } else say('250 drill');
    });
  });
}
