import { openGrafana, SeedError } from './grafana.ts';
import { screenAddress, seed } from './seed.ts';
import { settingsOf } from './settings.ts';

/* `npm run playlists`: creates or updates the playlist of the wall, and prints the address for its screen. */

try {
  const { url, credentials, playlist } = settingsOf(process.env);
  const grafana = await openGrafana(url, credentials);
  const outcome = await seed(grafana, playlist);
  process.stdout.write(`${playlist.title}: ${outcome}\n${screenAddress(grafana, playlist)}\n`);
} catch (error) {
  if (!(error instanceof SeedError)) throw error;
  process.stderr.write(`playlists: ${error.message}\n`);
  process.exitCode = 1;
}
