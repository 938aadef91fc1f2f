interface Deviation {
  readonly check: string;
  /** Indices of the documents that we judge differently. */
  readonly documents: readonly number[];
  readonly reason: string;
}

/** What we judge differently on purpose. */
const DEVIATIONS: readonly Deviation[] = [
  {
    check: 'no-readiness-probe',
    documents: [2, 3],
    reason: 'no Service selects these pods, so nobody waits for them to be ready',
  },
  {
    check: 'drop-net-raw-capability',
    documents: [0, 1],
    reason: 'container runtimes give NET_RAW to a container that says nothing of its capabilities, too',
  },
  {
    check: 'dangling-networkpolicy',
    documents: [0],
    reason: 'the policy stands alone: where no pods are kept with it, its own are kept elsewhere',
  },
  {
    check: 'dangling-networkpolicypeer-podselector',
    documents: [0],
    reason: 'the policy stands alone: where no pods are kept with it, its peers are kept elsewhere',
  },
  {
    check: 'dangling-servicemonitor',
    documents: [9],
    reason: 'it has no selector, which its schema asks for; one that selects all Services cannot miss them',
  },
  {
    check: 'dangling-servicemonitor',
    documents: [11],
    reason:
      'a Service app1 of the file leaves its namespace open, so it may be deployed to the one that is named',
  },
  {
    check: 'pdb-min-available',
    documents: [0],
    reason: 'its Deployment has no pod template, so there are no pods with the labels that the budget wants',
  },
];

export function deviationsOf(check: string): readonly number[] {
  return DEVIATIONS.filter((one) => one.check === check).flatMap(({ documents }) => documents);
}

/** Options that make our check ask what theirs asks by default. */
export const OPTIONS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'minimum-three-replicas': { minimum: 3 },
  'hpa-minimum-three-replicas': { minimum: 3 },
  'priority-class-name': { classes: ['system-cluster-critical', 'system-node-critical'] },
  'required-label-owner': { labels: ['owner'] },
  'required-annotation-email': { annotations: ['email=[a-zA-Z0-9_.+-]+@[a-zA-Z0-9-]+[.][a-zA-Z0-9-.]+'] },
  '(custom template forbidden-annotation)': {
    annotations: ['reloader.stakater.com/auto=true', 'eks.amazonaws.com/role-arn=!arn:aws:iam::.*'],
  },
  '(custom template statefulset-volumeclaimtemplate-annotation)': { annotations: ['required-annotation'] },
};

/** Their templates that are no checks of their own until somebody configures them, and our checks for them. */
export const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  '(custom template forbidden-annotation)': ['forbidden-annotation'],
  '(custom template statefulset-volumeclaimtemplate-annotation)': ['vct-annotation'],
};
