import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Server as SocketServer } from 'node:net';
import { createMailbox } from './mailbox.ts';

/** An alert of a notification, in the words of Alertmanager's webhook. */
export interface ToldAlert {
  readonly status: 'firing' | 'resolved';
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** What Alertmanager has to know to tell the drill, by the name of its integration. */
export type Addresses = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** What notifications have told. */
export interface Receiver {
  readonly addresses: Addresses;
  /** Everything that came by webhook, oldest first. */
  readonly told: readonly { readonly at: number; readonly alert: ToldAlert }[];
  /** Rendered messages by integration, e.g. what Slack would have shown. */
  readonly messages: Readonly<Record<string, readonly string[]>>;
  stop(): Promise<void>;
}

/** A webhook, and in place of Slack, WeCom and a mail server what takes their messages. */
export async function startReceiver(): Promise<Receiver> {
  const told: { at: number; alert: ToldAlert }[] = [];
  const messages: Record<string, string[]> = { slack_configs: [], wechat_configs: [], email_configs: [] };
  const keep = (way: string, text: string) => messages[way]?.push(text);
  const web = createServer((request, response) => {
    void body(request).then((text) => {
      response.setHeader('content-type', 'application/json');
      const [, way] = (request.url ?? '').split(/[/?]/);
      if (way === 'webhook') {
        const { alerts } = JSON.parse(text) as { alerts: ToldAlert[] };
        told.push(...alerts.map((alert) => ({ at: performance.now(), alert })));
      } else if (way === 'slack') {
        const { attachments } = JSON.parse(text) as { attachments: { title: string; text: string }[] };
        for (const { title, text: words } of attachments) keep('slack_configs', `${title}\n${words}`);
      } else if (request.url?.includes('gettoken') === true) {
        response.end(JSON.stringify({ errcode: 0, access_token: 'of-the-drill' }));
        return;
      } else if (way === 'wecom') {
        keep('wechat_configs', (JSON.parse(text) as { text: { content: string } }).text.content);
        response.end(JSON.stringify({ errcode: 0 }));
        return;
      }
      response.end(way === 'slack' ? 'ok' : '{}');
    });
  });
  const mail = createMailbox((text) => keep('email_configs', text));
  const [webPort, mailPort] = [await listen(web), await listen(mail)];
  const url = `http://127.0.0.1:${webPort}`;
  return {
    addresses: {
      webhook_configs: { url: `${url}/webhook` },
      slack_configs: { api_url: `${url}/slack` },
      wechat_configs: { api_url: `${url}/wecom/`, api_secret: 'of-the-drill' },
      email_configs: { smarthost: `127.0.0.1:${mailPort}`, require_tls: false },
    },
    told,
    messages,
    async stop() {
      web.closeAllConnections();
      await Promise.all([web, mail].map((server) => once(server.close(), 'close')));
    },
  };
}

async function listen(server: Server | SocketServer): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function body(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}
