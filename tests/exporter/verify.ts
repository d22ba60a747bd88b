import { execFile } from 'node:child_process';
import { repositoryRoot } from '../setup/repository-root.ts';
import { metricsToken } from './process.ts';

/** `npm run verify` against a running exporter, as an operator types it, with the environment that it needs. */
export function runVerify(
  url: string,
  environment: Readonly<Record<string, string>>,
): Promise<{ code: number; output: string }> {
  const options = {
    cwd: repositoryRoot,
    env: { PATH: process.env.PATH, ...environment, API_ADMIN_TOKEN: `${metricsToken}-admin` },
  };
  return new Promise((resolve) => {
    const command = ['--import', 'tsx', 'exporter/src/verify/main.ts', '--url', url];
    execFile(process.execPath, command, options, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), output: stdout + stderr });
    });
  });
}
