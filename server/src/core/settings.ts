/**
 * Every setting is declared once, here. `npm run gen` writes the editor's settings page and the README's table from it.
 */
export interface Setting {
  readonly key: string;
  readonly type: 'boolean' | 'string' | 'array' | 'object';
  readonly default: unknown;
  /** What it does, in Markdown; the first sentence stands alone in the table. */
  readonly description: string;
  readonly values?: readonly string[];
  /** `resource`: may differ per folder; `window`: one value for the window; `machine`: the user's own, no workspace sets it. */
  readonly scope: 'resource' | 'window' | 'machine';
}

export const SECTION = 'kubeGuardrails';

export const SETTINGS = [
  {
    key: 'enable',
    type: 'boolean',
    default: true,
    description: 'Check Kubernetes manifests.',
    scope: 'resource',
  },
  {
    key: 'kubernetesVersion',
    type: 'string',
    default: '',
    description:
      'The Kubernetes version that the manifests are written for, such as `1.34` or `latest`; `cluster`: that of the cluster which is chosen for the workspace, with its custom resources. Empty: what `.kube-guardrails.yaml` says, else the latest known. A comment `# kube-guardrails-kubernetes-version: 1.34` in a document beats both.',
    scope: 'resource',
  },
  {
    key: 'checks',
    type: 'object',
    default: {},
    description:
      'Severity (`off`, `information`, `warning`, `error`) or options of single checks, by id. Beats `.kube-guardrails.yaml`. Example: `{ "cpu-limit-missing": "warning" }`.',
    scope: 'resource',
  },
  {
    key: 'ignore',
    type: 'array',
    default: [],
    description:
      'Globs of files to leave out, relative to the workspace folder, besides those in `.kube-guardrails.yaml`.',
    scope: 'resource',
  },
  {
    key: 'checkWorkspace',
    type: 'boolean',
    default: true,
    description:
      'Check all manifests of the workspace in the background and list their findings in the Problems panel, not only those of open files.',
    scope: 'window',
  },
  {
    key: 'kubeconfig',
    type: 'string',
    default: '',
    description:
      'The kubeconfig file whose clusters the view shows. Empty: the files that the environment variable `KUBECONFIG` lists, else `~/.kube/config`. A workspace cannot set it.',
    scope: 'machine',
  },
  {
    key: 'contexts',
    type: 'object',
    default: {},
    description:
      'What may be done in the contexts of the kubeconfig: `readOnly` (only look), `protected` (a name has to be typed before anything changes, a shell opens or a port is forwarded) or `normal` (a preview first), by name or pattern. With `{ "policy": ..., "color": ... }` a context gets a color, too: `red`, `orange`, `yellow`, `green`, `blue`, `purple`. Without a setting, contexts with `prod`, `production`, `prd` or `live` in their name are protected. Example: `{ "prod-*": { "policy": "readOnly", "color": "red" }, "kind-*": "normal" }`. A workspace cannot set it.',
    scope: 'machine',
  },
  {
    key: 'clusterLens',
    type: 'boolean',
    default: true,
    description:
      'Offer above each manifest to check it against the cluster that was chosen for the workspace. Nothing is sent before a click.',
    scope: 'resource',
  },
  {
    key: 'debugImage',
    type: 'string',
    default: 'busybox:1.37',
    description:
      'The image that *Debug…* offers first for a debug container; it has to begin with a shell. It is pulled only after you have seen it in the preview. A workspace cannot set it.',
    scope: 'machine',
  },
  {
    key: 'trace.server',
    type: 'string',
    values: ['off', 'messages', 'verbose'],
    default: 'off',
    description: 'Log the messages between the editor and the language server.',
    scope: 'window',
  },
] as const satisfies readonly Setting[];

/** The settings of one folder as the engine uses them, checked and with defaults filled in. */
export interface EditorSettings {
  readonly enable: boolean;
  readonly kubernetesVersion: string;
  readonly checks: Readonly<Record<string, unknown>>;
  readonly ignore: readonly string[];
  /** The presets to start from instead of those of the config file. Only the command line sets them. */
  readonly presets?: readonly string[];
  /** The only checks that run, whatever is off in the config file but for its overrides. Only the command line sets them. */
  readonly only?: readonly string[];
}
