import { spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { isAlive } from './process-tree.ts';
import { waitUntil } from './wait-until.ts';

/** A parent that starts a Redis, tells its process id and folder, and stays. */
const parentSource = `
  import { createTemporaryFolder } from './temporary-folder.ts';
  import { startChildServer } from './child-server.ts';
  import { join } from 'node:path';
  import { freePort } from './free-port.ts';
  const folder = createTemporaryFolder('orphan');
  const port = await freePort();
  const { processId } = startChildServer({
    command: 'redis-server',
    arguments: ['--port', String(port), '--dir', folder.path],
    logFile: join(folder.path, 'log'),
  });
  console.log(JSON.stringify({ processId, path: folder.path }));
  setInterval(() => {}, 1000);
`;

describe('a server does not outlive its parent', () => {
  it.each([
    ['SIGINT', false],
    ['SIGTERM', false],
    // Nobody can clean up after a SIGKILL; the folder stays, the process must not.
    ['SIGKILL', true],
  ] as const)('%s', async (signal, keepsFolder) => {
    const parent = spawn(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '--eval', parentSource],
      { cwd: join('tests', 'servers'), stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const { processId, path } = JSON.parse(line.toString()) as { processId: number; path: string };
    expect(isAlive(processId)).toBe(true);
    parent.kill(signal);
    await once(parent, 'exit');
    await waitUntil('the server is gone', () => !isAlive(processId), 5_000);
    expect(existsSync(path)).toBe(keepsFolder);
    rmSync(path, { recursive: true, force: true });
  });
});
