import {
  COMMANDS,
  EDITOR_MENU,
  SUBMENUS,
  type CommandContribution,
} from '../../client/src/commands/commands.ts';
import { PAGE_EDITOR } from '../../client/src/pageLink.ts';
import type { CheckRow } from './checks.ts';
import { EMBEDDED_LANGUAGES } from './embeddedLanguages.ts';
import { settingsContribution } from './settings.ts';
import { walkthrough } from './walkthrough.ts';

const TITLE = 'Kube Guardrails';
const CLUSTER_VIEW = 'kubeGuardrails.clusters';
const IN_CLUSTERS = `view == ${CLUSTER_VIEW}`;
const NO_KUBECONFIG = [
  'There is no kubeconfig: no file in KUBECONFIG, none at `~/.kube/config`, and none in the settings.',
  '[Choose a Kubeconfig File](command:workbench.action.openSettings?%5B%22kubeGuardrails.kubeconfig%22%5D)',
  '[Look Again](command:kubeGuardrails.clusters.refresh)',
].join('\n\n');

/** Everything that the extension contributes to VS Code. */
export function contributes(checks: readonly CheckRow[]): Record<string, unknown> {
  const commands: readonly CommandContribution[] = COMMANDS;
  return {
    commands: commands.map(({ id, title, icon }) => ({
      command: id,
      title,
      category: TITLE,
      ...(icon && { icon: `$(${icon})` }),
    })),
    menus: {
      commandPalette: commands.flatMap(({ id, when }) => (when ? [{ command: id, when }] : [])),
      'editor/context': [{ submenu: submenuId('editor'), when: EDITOR_MENU.when, group: EDITOR_MENU.group }],
      [submenuId('editor')]: commands.flatMap(({ id, when, editor }) =>
        editor === undefined ? [] : [{ command: id, ...(when && { when }), group: editor }],
      ),
      'view/title': commands.flatMap(({ id, clusters }) =>
        titleOf(clusters).map((when) => ({ command: id, when, group: 'navigation' })),
      ),
      'view/item/context': [
        ...rowCommands(undefined),
        ...Object.entries(SUBMENUS).map(([id, { rows, group }]) => ({
          submenu: submenuId(id),
          when: onRows(rows),
          group,
        })),
      ],
      ...Object.fromEntries(Object.keys(SUBMENUS).map((id) => [submenuId(id), rowCommands(id)])),
    },
    submenus: Object.entries({ ...SUBMENUS, editor: EDITOR_MENU }).map(([id, { label }]) => ({
      id: submenuId(id),
      label,
    })),
    keybindings: commands.flatMap(({ id, key }) =>
      key
        ? [{ command: id, ...key, when: `focusedView == ${CLUSTER_VIEW} && listFocus && !inputFocus` }]
        : [],
    ),
    viewsContainers: { activitybar: [{ id: 'kubeGuardrails', title: TITLE, icon: 'media/clusters.svg' }] },
    views: { kubeGuardrails: [{ id: CLUSTER_VIEW, name: 'Clusters', contextualTitle: TITLE }] },
    viewsWelcome: [{ view: CLUSTER_VIEW, contents: NO_KUBECONFIG }],
    configuration: settingsContribution(checks),
    configurationDefaults: { 'workbench.editorAssociations': PAGE_EDITOR },
    languages: [{ id: 'yaml', filenames: ['.kube-guardrails.yaml'] }],
    grammars: [
      {
        scopeName: 'kube-guardrails.waiver.injection',
        path: './syntaxes/waiver.injection.json',
        injectTo: ['source.yaml'],
      },
      {
        scopeName: 'kube-guardrails.embedded.injection',
        path: './syntaxes/embedded.injection.json',
        injectTo: ['source.yaml'],
        embeddedLanguages: Object.fromEntries(
          EMBEDDED_LANGUAGES.map(({ name, language }) => [`meta.embedded.block.${name}.yaml`, language]),
        ),
      },
    ],
    // Deprecated fields are struck through in themes that strike anything through.
    semanticTokenScopes: [
      { scopes: { 'property.deprecated': ['markup.strikethrough', 'invalid.deprecated'] } },
    ],
    walkthroughs: [walkthrough()],
  };
}

/** Entries of the menu of rows, or of a menu within it. */
function rowCommands(submenu: string | undefined): readonly Record<string, string>[] {
  return (COMMANDS as readonly CommandContribution[]).flatMap(({ id, clusters }) => {
    if (typeof clusters !== 'object' || !('rows' in clusters) || clusters.submenu !== submenu) return [];
    const { rows, group, if: more } = clusters;
    return [{ command: id, when: [onRows(rows), ...(more === undefined ? [] : [more])].join(' && '), group }];
  });
}

function submenuId(name: string): string {
  return `kubeGuardrails.${name}`;
}

/** What a row's menu offers, it offers where the object rests or is locked, too. */
function onRows(rows: string): string {
  const anyState = rows.replaceAll('$', () => String.raw`(\.resting)?(\.locked)?$`);
  return `${IN_CLUSTERS} && viewItem =~ /${anyState}/`;
}

/** When the title of the view of clusters has a button for a command; never, if empty. */
function titleOf(clusters: CommandContribution['clusters']): readonly string[] {
  if (clusters === 'title') return [IN_CLUSTERS];
  return clusters && 'titleWhen' in clusters ? [`${IN_CLUSTERS} && ${clusters.titleWhen}`] : [];
}
