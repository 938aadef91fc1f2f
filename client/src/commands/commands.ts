/** Every command of the palette, as data: `npm run gen` writes the contributions from it, `register.ts` binds the code. */
export interface CommandContribution {
  readonly id: `kubeGuardrails.${string}`;
  readonly title: string;
  /** When the command palette offers it; always, if missing. */
  readonly when?: string;
  /** Name of a codicon, for buttons. */
  readonly icon?: string;
  /** Its key in the view of clusters. */
  readonly key?: { readonly key: string; readonly mac: string };
  /** Where the view of clusters offers it: above the tree, or in the menu of rows of these kinds. */
  readonly clusters?:
    | 'title'
    | { readonly titleWhen: string }
    | {
        readonly rows: string;
        readonly group: string;
        readonly submenu?: Submenu;
        /** What has to hold besides. */
        readonly if?: string;
      };
  /** Its group in the menu of clusters within the menu of an editor, which offers it as `when` says. */
  readonly editor?: string;
}

/** Context key: the editor at hand holds a Kubernetes manifest. */
export const MANIFEST_CONTEXT = 'kubeGuardrails.manifest';

/** The menu within that of an editor. */
export const EDITOR_MENU = { label: 'Cluster', when: MANIFEST_CONTEXT, group: '4_kubeGuardrails@1' } as const;

/** Menus within the menu of a row. */
export const SUBMENUS = {
  rollout: { label: 'Rollout', rows: '^object\\.(Deployment|StatefulSet|DaemonSet)$', group: '4_change@3' },
} as const;

type Submenu = keyof typeof SUBMENUS;

/** Context key: the view of clusters groups objects by application. */
export const BY_APPLICATION_CONTEXT = 'kubeGuardrails.clusters.byApplication';

/** Context key: the view of clusters shows only what matches a filter. */
export const FILTERED_CONTEXT = 'kubeGuardrails.clusters.filtered';

/** Context key: something was selected to be compared. */
export const SELECTED_CONTEXT = 'kubeGuardrails.clusters.selected';

/** The editor at hand holds objects as a cluster takes them: templates have to be rendered first. */
const APPLICABLE = `${MANIFEST_CONTEXT} && resourceLangId != helm && resourceFilename != Chart.yaml`;

/** Rows of objects that have pods. */
const HAS_PODS =
  '^object\\.(Pod|Service|Deployment|ReplicaSet|ReplicationController|StatefulSet|DaemonSet|Job|CronJob)$';

/** The document at hand shows or edits an object of a cluster. */
const OBJECT_AT_HAND = 'resourceScheme =~ /^kube-guardrails-(object|edit)$/';

/** One of these kinds, which its path names. */
function atHand(kinds: string): string {
  return `${OBJECT_AT_HAND} && resourcePath =~ /\\/(${kinds})\\/[^\\/]+$/`;
}

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
  {
    id: 'kubeGuardrails.clusters.refresh',
    title: 'Read the Kubeconfig and the Clusters Again',
    icon: 'refresh',
    clusters: 'title',
  },
  {
    id: 'kubeGuardrails.clusters.findObject',
    title: 'Find an Object of a Cluster',
    icon: 'search',
    clusters: 'title',
  },
  {
    id: 'kubeGuardrails.clusters.filter',
    title: 'Filter the Clusters',
    icon: 'filter',
    clusters: { titleWhen: `!${FILTERED_CONTEXT}` },
  },
  {
    id: 'kubeGuardrails.clusters.clearFilter',
    title: 'Clear the Filter of the Clusters',
    icon: 'clear-all',
    when: FILTERED_CONTEXT,
    clusters: { titleWhen: FILTERED_CONTEXT },
  },
  {
    id: 'kubeGuardrails.clusters.groupByApplication',
    title: 'Group the Clusters by Application',
    icon: 'layers',
    clusters: { titleWhen: `!${BY_APPLICATION_CONTEXT}` },
  },
  {
    id: 'kubeGuardrails.clusters.groupByKind',
    title: 'Group the Clusters by Kind',
    icon: 'list-tree',
    clusters: { titleWhen: BY_APPLICATION_CONTEXT },
  },
  {
    id: 'kubeGuardrails.clusters.showRequest',
    title: 'Show the API Request and the kubectl Command',
    when: 'false',
    clusters: {
      rows: '^(object\\.|context$|clusterWide$|allNamespaces$|namespace|kind|events$|container|helm$|release$)',
      group: '6_learn@1',
    },
  },
  {
    id: 'kubeGuardrails.clusters.showLinks',
    title: 'Show Owner, Runbook and Links',
    when: 'false',
    clusters: { rows: '^object\\.', group: '1_look@5' },
  },
  {
    id: 'kubeGuardrails.clusters.pin',
    title: 'Pin to the Top of the Context',
    when: 'false',
    clusters: { rows: '^(kind|namespace(\\.typed)?)$', group: '2_tree@1' },
  },
  {
    id: 'kubeGuardrails.clusters.unpin',
    title: 'Unpin',
    when: 'false',
    clusters: { rows: '^(kind|namespace(\\.typed)?)\\.pinned$', group: '2_tree@1' },
  },
  {
    id: 'kubeGuardrails.clusters.addNamespace',
    title: 'Add a Namespace by Name',
    when: 'false',
    clusters: { rows: '^(context|addNamespace)$', group: '2_tree@2' },
  },
  {
    id: 'kubeGuardrails.clusters.removeNamespace',
    title: 'Forget This Namespace',
    when: 'false',
    clusters: { rows: '^namespace\\.typed', group: '2_tree@3' },
  },
  {
    id: 'kubeGuardrails.clusters.openYaml',
    title: 'Show YAML',
    when: 'false',
    clusters: { rows: '^object\\.', group: '1_look@1' },
  },
  {
    id: 'kubeGuardrails.clusters.edit',
    title: 'Edit in the Cluster',
    when: OBJECT_AT_HAND,
    clusters: { rows: '^object\\.', group: '4_change@0' },
  },
  {
    id: 'kubeGuardrails.clusters.editSecretValue',
    title: 'Edit a Value of the Secret…',
    when: atHand('Secret'),
    clusters: { rows: '^object\\.Secret$', group: '4_change@0' },
  },
  {
    id: 'kubeGuardrails.clusters.copyName',
    title: 'Copy Name',
    key: { key: 'ctrl+c', mac: 'cmd+c' },
    when: 'false',
    clusters: { rows: '^(object\\.|context|namespace|container)', group: '5_copy@1' },
  },
  {
    id: 'kubeGuardrails.clusters.copyYaml',
    title: 'Copy YAML',
    when: 'false',
    clusters: { rows: '^object\\.', group: '5_copy@2' },
  },
  {
    id: 'kubeGuardrails.clusters.toggleManagedFields',
    title: 'Show or Hide Managed Fields of Cluster Objects',
  },
  {
    id: 'kubeGuardrails.clusters.toggleSecrets',
    title: 'Show or Hide the Values of a Secret',
    when: 'resourceScheme == kube-guardrails-object',
    clusters: { rows: '^object\\.Secret$', group: '1_look@2' },
  },
  {
    id: 'kubeGuardrails.clusters.selectForCompare',
    title: 'Select for Compare',
    when: 'false',
    clusters: { rows: '^(object\\.|namespace(\\.typed)?(\\.pinned)?$)', group: '3_compare@2' },
  },
  {
    id: 'kubeGuardrails.clusters.compareWithSelected',
    title: 'Compare with Selected',
    when: 'false',
    clusters: {
      rows: '^(object\\.|namespace(\\.typed)?(\\.pinned)?$)',
      group: '3_compare@1',
      if: SELECTED_CONTEXT,
    },
  },
  {
    id: 'kubeGuardrails.clusters.check',
    title: 'Check for Problems',
    when: 'false',
    clusters: { rows: '^(object\\.|context$|namespace(\\.typed)?(\\.pinned)?$)', group: '2_check@1' },
  },
  {
    id: 'kubeGuardrails.clusters.showRevisions',
    title: 'Show Revisions',
    when: 'false',
    clusters: {
      rows: '^object\\.(Deployment|StatefulSet|DaemonSet)$',
      group: '1_look@1',
      submenu: 'rollout',
    },
  },
  {
    id: 'kubeGuardrails.clusters.showReleaseHistory',
    title: 'Show History of the Release',
    when: 'false',
    clusters: { rows: '^release$', group: '1_look@1' },
  },
  {
    id: 'kubeGuardrails.clusters.showReleaseValues',
    title: 'Show Values of the Release',
    when: 'false',
    clusters: { rows: '^release$', group: '1_look@2' },
  },
  {
    id: 'kubeGuardrails.clusters.compareReleases',
    title: 'Compare Two Revisions of the Release',
    when: 'false',
    clusters: { rows: '^release$', group: '1_look@3' },
  },
  {
    id: 'kubeGuardrails.clusters.showAccess',
    title: 'What May This Account Do?',
    when: 'false',
    clusters: { rows: '^object\\.ServiceAccount$', group: '2_check@2' },
  },
  {
    id: 'kubeGuardrails.clusters.showOwnAccess',
    title: 'What May I Do Here?',
    when: 'false',
    clusters: { rows: '^(context|namespace(\\.typed)?(\\.pinned)?)$', group: '2_check@2' },
  },
  {
    id: 'kubeGuardrails.clusters.compareWithCluster',
    title: 'Compare This Manifest with the Cluster',
    when: MANIFEST_CONTEXT,
    editor: '2_look@2',
  },
  {
    id: 'kubeGuardrails.clusters.apply',
    title: 'Apply This Manifest to the Cluster…',
    when: APPLICABLE,
    editor: '1_apply@1',
  },
  {
    id: 'kubeGuardrails.clusters.applySelection',
    title: 'Apply the Document at the Cursor to the Cluster…',
    when: APPLICABLE,
    editor: '1_apply@2',
  },
  {
    id: 'kubeGuardrails.clusters.checkManifest',
    title: 'Check Against the Cluster',
    when: MANIFEST_CONTEXT,
    editor: '2_look@1',
  },
  {
    id: 'kubeGuardrails.clusters.replace',
    title: 'Replace the Object in the Cluster by This Manifest…',
    when: MANIFEST_CONTEXT,
    editor: '9_delete@1',
  },
  {
    id: 'kubeGuardrails.clusters.chooseContext',
    title: 'Choose the Cluster of This Workspace',
  },
  {
    id: 'kubeGuardrails.clusters.useContext',
    title: 'Use as the Cluster of This Workspace',
    when: 'false',
    clusters: { rows: '^context$', group: '1_look@1' },
  },
  {
    id: 'kubeGuardrails.clusters.followLogs',
    title: 'Follow Logs',
    when: 'false',
    clusters: { rows: `${HAS_PODS}|^container`, group: '2_run@1' },
  },
  {
    id: 'kubeGuardrails.clusters.chooseLogs',
    title: 'Show Logs…',
    when: 'false',
    clusters: { rows: `${HAS_PODS}|^container`, group: '2_run@2' },
  },
  {
    id: 'kubeGuardrails.clusters.openShell',
    title: 'Open a Shell',
    when: 'false',
    clusters: { rows: '^object\\.Pod$|^container', group: '2_run@3' },
  },
  {
    id: 'kubeGuardrails.clusters.chooseShell',
    title: 'Open a Shell With…',
    when: 'false',
    clusters: { rows: '^object\\.Pod$|^container', group: '2_run@4' },
  },
  {
    id: 'kubeGuardrails.clusters.attach',
    title: 'Attach to the Main Process',
    when: 'false',
    clusters: { rows: '^object\\.Pod$|^container', group: '2_run@5' },
  },
  {
    id: 'kubeGuardrails.clusters.forwardPort',
    title: 'Forward a Port…',
    when: 'false',
    clusters: { rows: HAS_PODS, group: '2_run@6' },
  },
  { id: 'kubeGuardrails.clusters.forwards', title: 'Show Forwarded Ports' },
  {
    id: 'kubeGuardrails.clusters.restart',
    title: 'Restart…',
    when: 'false',
    clusters: { rows: '^object\\.(Deployment|StatefulSet|DaemonSet)$', group: '4_change@1' },
  },
  {
    id: 'kubeGuardrails.clusters.scale',
    title: 'Scale…',
    when: OBJECT_AT_HAND,
    clusters: {
      rows: '^object\\.((Deployment|StatefulSet|ReplicaSet|ReplicationController)$|.+\\.scalable$)',
      group: '4_change@2',
    },
  },
  {
    id: 'kubeGuardrails.clusters.rollBack',
    title: 'Roll Back…',
    when: atHand('Deployment|StatefulSet|DaemonSet'),
    clusters: {
      rows: '^object\\.(Deployment|StatefulSet|DaemonSet)$',
      group: '2_change@1',
      submenu: 'rollout',
    },
  },
  {
    id: 'kubeGuardrails.clusters.pauseRollout',
    title: 'Pause the Rollout…',
    when: atHand('Deployment'),
    clusters: { rows: '^object\\.Deployment$', group: '2_change@2', submenu: 'rollout' },
  },
  {
    id: 'kubeGuardrails.clusters.resumeRollout',
    title: 'Resume the Rollout…',
    when: atHand('Deployment'),
    clusters: { rows: '^object\\.Deployment$', group: '2_change@3', submenu: 'rollout' },
  },
  {
    id: 'kubeGuardrails.clusters.runNow',
    title: 'Run Now…',
    when: atHand('CronJob'),
    clusters: { rows: '^object\\.CronJob$', group: '4_change@1' },
  },
  {
    id: 'kubeGuardrails.clusters.runAgain',
    title: 'Run Again…',
    when: atHand('Job'),
    clusters: { rows: '^object\\.Job$', group: '4_change@1' },
  },
  {
    id: 'kubeGuardrails.clusters.suspend',
    title: 'Suspend…',
    when: atHand('CronJob|Job'),
    clusters: { rows: '^object\\.(CronJob|Job)(?!.*\\.resting)', group: '4_change@2' },
  },
  {
    id: 'kubeGuardrails.clusters.resume',
    title: 'Resume…',
    when: atHand('CronJob|Job'),
    clusters: { rows: '^object\\.(CronJob|Job)\\.resting', group: '4_change@2' },
  },
  {
    id: 'kubeGuardrails.clusters.cordon',
    title: 'Cordon…',
    when: atHand('Node'),
    clusters: { rows: '^object\\.Node(?!.*\\.resting)', group: '4_change@1' },
  },
  {
    id: 'kubeGuardrails.clusters.uncordon',
    title: 'Uncordon…',
    when: atHand('Node'),
    clusters: { rows: '^object\\.Node\\.resting', group: '4_change@1' },
  },
  {
    id: 'kubeGuardrails.clusters.lock',
    title: 'Lock…',
    when: 'false',
    clusters: { rows: '^(object\\.|namespace)(?!.*\\.locked)', group: '9_delete@1' },
  },
  {
    id: 'kubeGuardrails.clusters.unlock',
    title: 'Unlock…',
    when: 'false',
    clusters: { rows: '^(object|namespace)\\..*locked', group: '9_delete@1' },
  },
  {
    id: 'kubeGuardrails.clusters.delete',
    title: 'Delete…',
    key: { key: 'delete', mac: 'cmd+backspace' },
    when: 'false',
    clusters: { rows: '^(object\\.|namespace(\\.typed)?(\\.pinned)?$)', group: '9_delete@2' },
  },
  {
    id: 'kubeGuardrails.clusters.drain',
    title: 'Drain…',
    when: atHand('Node'),
    clusters: { rows: '^object\\.Node$', group: '4_change@9' },
  },
  {
    id: 'kubeGuardrails.clusters.debug',
    title: 'Debug…',
    when: atHand('Pod'),
    clusters: { rows: '^object\\.Pod$|^container', group: '2_run@6' },
  },
  {
    id: 'kubeGuardrails.clusters.dismissRollout',
    title: 'Dismiss What Was Seen of the Rollout',
    when: 'false',
  },
  {
    id: 'kubeGuardrails.clusters.holdLocks',
    title: 'Make Locks Hold for Everybody…',
    clusters: { rows: '^context$', group: '9_delete@1' },
  },
  {
    id: 'kubeGuardrails.clusters.releaseLocks',
    title: 'Stop Locks from Holding for Everybody…',
    clusters: { rows: '^context$', group: '9_delete@2' },
  },
  {
    id: 'kubeGuardrails.clusters.deleteManifest',
    title: 'Delete What the Document at the Cursor Describes from the Cluster…',
    when: APPLICABLE,
    editor: '9_delete@2',
  },
  {
    id: 'kubeGuardrails.clusters.deleteFile',
    title: 'Delete All That This File Describes from the Cluster…',
    when: APPLICABLE,
    editor: '9_delete@3',
  },
  { id: 'kubeGuardrails.clusters.showJournal', title: 'Show What Was Changed from Here' },
  { id: 'kubeGuardrails.clusters.undo', title: 'Undo a Change Made from Here…' },
  { id: 'kubeGuardrails.clusters.showChange', title: 'Show All of a Change Made from Here', when: 'false' },
  { id: 'kubeGuardrails.clusters.act', title: 'Open a Row of the Clusters', when: 'false' },
] as const satisfies readonly CommandContribution[];

export type CommandId = (typeof COMMANDS)[number]['id'];
