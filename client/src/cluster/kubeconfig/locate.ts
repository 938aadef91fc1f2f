import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** What decides where kubeconfig files are looked for. */
export interface Surroundings {
  /** A file that the user's settings name. */
  readonly explicit?: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home?: string;
  /** Folders from which nothing is taken: those of a workspace that is not trusted. */
  readonly untrusted?: readonly string[];
  /** Where a pod has its service account, if elsewhere than usual. */
  readonly serviceAccount?: string;
}

export interface Location {
  /** In order of precedence. */
  readonly files: readonly string[];
  /** An explicit file must be there; the others may be missing. */
  readonly mustExist: boolean;
}

/** The kubeconfig files by client-go's rules: the explicit one alone, else those that KUBECONFIG lists, else `~/.kube/config`. */
export function locateKubeconfig({ explicit, env, home = homedir() }: Surroundings): Location {
  if (explicit) return { files: [explicit.replace(/^~(?=[/\\]|$)/, home)], mustExist: true };
  const listed = env['KUBECONFIG'];
  if (!listed) return { files: [join(home, '.kube', 'config')], mustExist: false };
  return { files: [...new Set(listed.split(delimiter))].filter((entry) => entry !== ''), mustExist: false };
}
