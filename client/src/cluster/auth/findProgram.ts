import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { posix, win32 } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The file that a command stands for, as Go's `exec.LookPath` finds it: on the PATH, with the endings of PATHEXT on Windows, and never in
 * the folder that happens to be the current one. `undefined` where there is none.
 */
export async function findProgram(
  command: string,
  env: Environment,
  platform: NodeJS.Platform = process.platform,
): Promise<string | undefined> {
  const isWindows = platform === 'win32';
  const path = isWindows ? win32 : posix;
  const isPath = command.includes('/') || (isWindows && command.includes('\\'));
  const folders = (valueOf(env, 'PATH', isWindows) ?? '')
    .split(path.delimiter)
    .filter((one) => path.isAbsolute(one));
  const endings = isWindows ? windowsEndings(command, valueOf(env, 'PATHEXT', true)) : [''];
  for (const place of isPath ? [command] : folders.map((folder) => path.join(folder, command))) {
    for (const ending of endings) if (await canRun(place + ending)) return place + ending;
  }
  return undefined;
}

/** Names of variables have no case on Windows. */
function valueOf(env: Environment, name: string, isWindows: boolean): string | undefined {
  const key = isWindows ? Object.keys(env).find((one) => one.toUpperCase() === name) : name;
  return key === undefined ? undefined : env[key];
}

function windowsEndings(command: string, pathExt = '.com;.exe;.bat;.cmd'): readonly string[] {
  const endings = pathExt.toLowerCase().split(';').filter(Boolean);
  return endings.some((ending) => command.toLowerCase().endsWith(ending)) ? ['', ...endings] : endings;
}

async function canRun(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}

/**
 * How Windows runs a batch file: only its command line does, which reads the arguments once more. `undefined` for arguments in which it
 * would find more than text.
 */
export function batchArguments(file: string, args: readonly string[]): readonly string[] | undefined {
  if (![file, ...args].every((one) => /^[\w\-.,:;=+@/\\~() ]*$/.test(one) && !one.endsWith('\\')))
    return undefined;
  return ['/d', '/s', '/c', `"${[file, ...args].map((one) => `"${one}"`).join(' ')}"`];
}
