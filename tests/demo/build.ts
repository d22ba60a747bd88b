import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { repositoryRoot } from '../setup/repository-root.ts';

/**
 * Runs a build in a process of its own, so that the gateway's traffic goes on meanwhile; `onLine` is given what it says.
 *
 * @throws Error with the end of what the build said when it fails
 */
export async function build(
  what: string,
  command: readonly string[],
  onLine: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const child = spawn(process.execPath, command, {
    cwd: repositoryRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  const said: string[] = [];
  createInterface(child.stdout).on('line', (line) => {
    onLine(line);
    said.push(line);
  });
  createInterface(child.stderr).on('line', (line) => said.push(line));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`${what} cannot be built:\n${said.slice(-20).join('\n')}`);
}
