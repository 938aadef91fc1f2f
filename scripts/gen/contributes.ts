import { COMMANDS, type CommandContribution } from '../../client/src/commands/commands.ts';
import { PAGE_EDITOR } from '../../client/src/pageLink.ts';
import type { CheckRow } from './checks.ts';
import { EMBEDDED_LANGUAGES } from './embeddedLanguages.ts';
import { settingsContribution } from './settings.ts';
import { walkthrough } from './walkthrough.ts';

const TITLE = 'Kube Guardrails';

/** Everything that the extension contributes to VS Code. */
export function contributes(checks: readonly CheckRow[]): Record<string, unknown> {
  const commands: readonly CommandContribution[] = COMMANDS;
  return {
    commands: commands.map(({ id, title }) => ({ command: id, title, category: TITLE })),
    menus: {
      commandPalette: commands.flatMap(({ id, when }) => (when ? [{ command: id, when }] : [])),
    },
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
