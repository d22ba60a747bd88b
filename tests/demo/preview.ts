import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { createTemporaryFolder } from '../servers/temporary-folder.ts';
import { repositoryRoot } from '../setup/repository-root.ts';

/** A built preview page. */
export interface PreviewPage {
  folder: string;
  remove: () => Promise<void>;
}

/**
 * Builds the preview page, in a process of its own so that the gateway's traffic goes on meanwhile.
 *
 * @throws Error with what the build said when it fails
 */
export async function buildPreviewPage(
  say: (text: string) => void,
  signal: AbortSignal,
): Promise<PreviewPage> {
  const place = createTemporaryFolder('preview');
  const child = spawn(process.execPath, ['--import', 'tsx', 'panels/gallery/preview.ts', place.path], {
    cwd: repositoryRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  const said: string[] = [];
  createInterface(child.stdout).on('line', (line) => {
    if (line.endsWith('%')) say(line);
    said.push(line);
  });
  createInterface(child.stderr).on('line', (line) => said.push(line));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code === 0) {
    return {
      folder: place.path,
      remove: () => {
        place.remove();
        return Promise.resolve();
      },
    };
  }
  place.remove();
  throw new Error(`the preview page cannot be built:\n${said.slice(-20).join('\n')}`);
}
