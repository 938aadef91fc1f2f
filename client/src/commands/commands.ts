/** Every command of the palette, as data: `npm run gen` writes the contributions from it, `register.ts` binds the code. */
export interface CommandContribution {
  readonly id: `kubeGuardrails.${string}`;
  readonly title: string;
  /** When the command palette offers it; always, if missing. */
  readonly when?: string;
}

/** Context key: the editor at hand holds a Kubernetes manifest. */
export const MANIFEST_CONTEXT = 'kubeGuardrails.manifest';

export const COMMANDS = [
  {
    id: 'kubeGuardrails.fixAll',
    title: 'Fix All Safe Problems',
    when: MANIFEST_CONTEXT,
  },
  {
    id: 'kubeGuardrails.checkWorkspace',
    title: 'Check All Manifests of the Workspace',
    when: 'workspaceFolderCount > 0',
  },
  { id: 'kubeGuardrails.explain', title: 'Explain a Check' },
  { id: 'kubeGuardrails.openExample', title: 'Open an Example Manifest' },
  {
    id: 'kubeGuardrails.configure',
    title: 'Open the Project Configuration',
    when: 'workspaceFolderCount > 0',
  },
  {
    id: 'kubeGuardrails.createConfig',
    title: 'Create a Kube Guardrails Config File',
    when: 'workspaceFolderCount > 0',
  },
  { id: 'kubeGuardrails.selectKubernetesVersion', title: 'Select the Kubernetes Version' },
  { id: 'kubeGuardrails.restartServer', title: 'Restart the Language Server' },
  { id: 'kubeGuardrails.showLog', title: 'Show the Log' },
] as const satisfies readonly CommandContribution[];

export type CommandId = (typeof COMMANDS)[number]['id'];
