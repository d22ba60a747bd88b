import { spawnSync } from 'node:child_process';
import { createTemporaryFolder } from '../servers/temporary-folder.ts';
import { build } from './build.ts';
import type { Show } from './show.ts';

/** A built preview page. */
export interface PreviewPage {
  folder: string;
  remove: () => Promise<void>;
}

/** @throws Error with what the build said when it fails */
export async function buildPreviewPage(
  say: (text: string) => void,
  signal: AbortSignal,
): Promise<PreviewPage> {
  const place = createTemporaryFolder('preview');
  const command = ['--import', 'tsx', 'panels/gallery/preview.ts', place.path];
  const tell = (line: string) => {
    if (line.endsWith('%')) say(line);
  };
  try {
    await build('the preview page', command, tell, signal);
  } catch (error) {
    place.remove();
    throw error;
  }
  return {
    folder: place.path,
    remove: () => {
      place.remove();
      return Promise.resolve();
    },
  };
}

/** The wall without a Grafana, served by the exporter. */
export async function showPreview(say: (text: string) => void, signal: AbortSignal): Promise<Show> {
  const page = await buildPreviewPage(say, signal);
  const hasDocker = spawnSync('docker', ['--version']).error === undefined;
  return {
    environment: { PREVIEW_DIR: page.folder },
    open: (exporterUrl) =>
      Promise.resolve([
        `the wall    ${exporterUrl}/preview?kiosk`,
        `dashboards  in a Grafana of this machine: GRAFANA_HOME=/usr/share/grafana npm run demo${hasDocker ? ', or in Docker: README.md, "Five minutes"' : ''}`,
      ]),
    close: page.remove,
  };
}
