import { readFileSync } from 'node:fs';
import { uids } from '../kit/links.ts';
import { SeedError, type Credentials } from './grafana.ts';
import type { Playlist } from './seed.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What `npm run playlists` is told. */
export interface Settings {
  url: string;
  credentials: Credentials;
  playlist: Playlist;
}

/**
 * Reads the environment; an empty variable is one that is not set, and a secret may come from a file.
 * @throws SeedError that names what is missing or wrong
 */
export function settingsOf(environment: Environment): Settings {
  const text = (name: string): string | undefined => {
    const value = environment[name]?.trim() ?? '';
    return value === '' ? undefined : value;
  };
  const secret = (name: string): string | undefined => {
    const file = text(`${name}_FILE`);
    return text(name) ?? (file === undefined ? undefined : contentOf(`${name}_FILE`, file));
  };
  const url = (text('GRAFANA_URL') ?? 'http://localhost:3000').replace(/\/+$/, '');
  if (!/^https?:\/\/./.test(url)) {
    throw new SeedError(
      `GRAFANA_URL is "${url}", and has to be an address, for example http://localhost:3000`,
    );
  }
  const token = secret('GRAFANA_TOKEN');
  const password = secret('GRAFANA_PASSWORD');
  if (token === undefined && password === undefined) {
    throw new SeedError(
      'set GRAFANA_TOKEN (of a service account), or GRAFANA_PASSWORD and, unless it is admin, GRAFANA_USER',
    );
  }
  const interval = text('PLAYLIST_INTERVAL') ?? '1h';
  if (!/^\d+(s|m|h)$/.test(interval)) {
    throw new SeedError(`PLAYLIST_INTERVAL is "${interval}", and has to be like 30s, 5m or 1h`);
  }
  return {
    url,
    credentials:
      token === undefined ? { user: text('GRAFANA_USER') ?? 'admin', password: password ?? '' } : { token },
    playlist: {
      uid: 'hubscope-wall',
      title: 'Gateway wall',
      interval,
      dashboards: (text('PLAYLIST_DASHBOARDS') ?? uids.wall).split(',').map((uid) => uid.trim()),
    },
  };
}

function contentOf(name: string, file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw new SeedError(`${name}: ${file} cannot be read`);
  }
}
