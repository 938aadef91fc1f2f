import type { CommandId } from '../../client/src/commands/commands.ts';

interface Step {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Name of the picture in `media/walkthrough`. */
  readonly picture: string;
  /** What the picture shows. */
  readonly altText: string;
  readonly completionEvents?: readonly string[];
}

const STEPS: readonly Step[] = [
  {
    id: 'open',
    title: 'Open a manifest',
    description:
      'Findings appear while you type: schema errors, wrong ports, missing resources, dangling references. ' +
      'YAML that is not Kubernetes is left alone.\n' +
      button('Open an Example', 'kubeGuardrails.openExample'),
    picture: 'open.svg',
    altText: 'A Deployment in the editor with a red and a yellow underline.',
    completionEvents: ['onContext:kubeGuardrails.manifest'],
  },
  {
    id: 'fix',
    title: 'Fix with one key',
    description:
      'Press Ctrl+. (Cmd+. on a Mac) on a finding to see its fixes. Safe ones, which keep what the workload does, can be applied all at once.\n' +
      button('Fix All Safe Problems', 'kubeGuardrails.fixAll'),
    picture: 'fix.svg',
    altText: 'The list of quick fixes below an underlined image.',
    completionEvents: ['onCommand:kubeGuardrails.fixAll'],
  },
  {
    id: 'waive',
    title: 'Waive with a reason',
    description:
      'A check that does not fit here can be waived for a line, an object or a file. The quick fix writes the comment; the reason is yours. ' +
      'A waiver that no longer silences anything is reported.\n' +
      button('Read About a Check', 'kubeGuardrails.explain'),
    picture: 'waive.svg',
    altText: 'A comment above a line that names the waived check and the reason.',
    completionEvents: ['onCommand:kubeGuardrails.explain'],
  },
  {
    id: 'configure',
    title: "Write the team's rules down",
    description:
      'Put .kube-guardrails.yaml at the root of the project: the Kubernetes version, which checks are on, and how severe they are.\n' +
      button('Open the Project Configuration', 'kubeGuardrails.configure'),
    picture: 'configure.svg',
    altText: 'A configuration file that sets the version and two checks.',
    completionEvents: ['onCommand:kubeGuardrails.configure'],
  },
  {
    id: 'ci',
    title: 'Run the same checks in CI',
    description:
      'The command line gives the same findings from the same configuration: **npx kube-guardrails check**, with SARIF or JUnit for your CI. ' +
      'Here, all manifests of the workspace can be checked at once.\n' +
      button('Check All Manifests', 'kubeGuardrails.checkWorkspace'),
    picture: 'ci.svg',
    altText: 'A terminal in which kube-guardrails check lists two findings.',
    completionEvents: ['onCommand:kubeGuardrails.checkWorkspace'],
  },
];

/** The walkthrough on VS Code's Welcome page. */
export function walkthrough(): Record<string, unknown> {
  return {
    id: 'start',
    title: 'Get Started with Kube Guardrails',
    description: 'Find out what the cluster would object to before it does.',
    steps: STEPS.map(({ picture, altText, ...step }) => ({
      ...step,
      media: { svg: `media/walkthrough/${picture}`, altText },
    })),
  };
}

/** A link alone on its line, which the page shows as a button. */
function button(label: string, command: CommandId): string {
  return `[${label}](command:${command})`;
}
