import type { Pod } from '../models.ts';
import type { Connection } from '../transport/connection.ts';

export type System = 'linux' | 'windows';

export interface Shell {
  readonly label: string;
  readonly command: readonly string[];
}

/** The best shell that there is: every image with a shell has `sh`. */
const BEST_UNIX = 'for s in bash ash; do command -v $s >/dev/null 2>&1 && exec $s; done; exec sh';
const BEST_WINDOWS =
  'where /q pwsh & if not errorlevel 1 (pwsh -NoLogo) else (where /q powershell & if not errorlevel 1 (powershell -NoLogo) else (cmd))';

/** The first one finds the best. */
export const SHELLS: Readonly<Record<System, readonly Shell[]>> = {
  linux: [
    { label: 'the best there is', command: ['sh', '-c', `export TERM=xterm-256color; ${BEST_UNIX}`] },
    { label: 'bash', command: ['bash'] },
    { label: 'sh', command: ['sh'] },
    { label: 'ash', command: ['ash'] },
  ],
  windows: [
    { label: 'the best there is', command: ['cmd', '/d', '/s', '/c', BEST_WINDOWS] },
    { label: 'PowerShell', command: ['pwsh', '-NoLogo'] },
    { label: 'Windows PowerShell', command: ['powershell', '-NoLogo'] },
    { label: 'cmd', command: ['cmd'] },
  ],
};

/** What a pod's containers run on: as it says itself, else as its node does. */
export async function systemOf(connection: Connection, { spec }: Pod): Promise<System> {
  const says = spec?.os?.name ?? spec?.nodeSelector?.['kubernetes.io/os'];
  if (says !== undefined) return says === 'windows' ? 'windows' : 'linux';
  if (!spec?.nodeName) return 'linux';
  const path = `/api/v1/nodes/${encodeURIComponent(spec.nodeName)}`;
  const node = await connection.json<Pod>({ path }).catch(() => undefined); // not everybody may read nodes
  return node?.metadata?.labels?.['kubernetes.io/os'] === 'windows' ? 'windows' : 'linux';
}

/** What to say where the program to run is not in the image. */
export function missingShell(message: string): string | undefined {
  return /executable file not found|no such file or directory/i.test(message)
    ? 'This container has no such shell. Images without any (distroless) are looked into with a debug container: "Debug…" in the menu of the pod or the container.'
    : undefined;
}
