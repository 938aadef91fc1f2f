import * as vscode from 'vscode';
import { escapeMarkdown } from '../../../../server/src/core/features/hover.ts';
import { rightsText } from '../../../../server/src/core/features/rights.ts';
import type { Access, Account } from '../../cluster/look/access.ts';
import { accessOf, accessReport } from '../../cluster/look/access.ts';
import { asMap } from '../../cluster/look/comparable.ts';
import { manifestAt } from '../../cluster/look/manifestObject.ts';
import type { CommandId } from '../../commands/commands.ts';
import type { Explorer } from '../../explorer/explorer.ts';
import { shownReport } from './shownReport.ts';
import type { ShownTexts } from './shownTexts.ts';

const SHOW_ACCESS: CommandId = 'kubeGuardrails.clusters.showAccess';
/** What a cluster said is believed for so many milliseconds: a mouse moves often. */
const LIFE = 30_000;
/** Kubernetes gives these to everybody, so they say nothing of an account. */
const EVERYBODYS = /^ClusterRoleBinding system:/;

/** What ServiceAccounts may do, as clusters say. */
export class Accounts {
  readonly #explorer: Explorer;
  readonly #texts: ShownTexts;
  readonly #known = new Map<string, { readonly access: Promise<Access>; readonly at: number }>();

  constructor(explorer: Explorer, texts: ShownTexts) {
    this.#explorer = explorer;
    this.#texts = texts;
  }

  /** Shows all that an account may do. */
  async show(context: string, account: Account): Promise<void> {
    const access = await accessOf(await this.#explorer.session(context), account);
    const title = `ServiceAccount ${account.namespace}/${account.name} of ${context}`;
    await this.#texts.show(shownReport(`rights of ${account.name}.md`, accessReport(title, access)));
  }

  /** The same in short, of the account that a manifest names. */
  async hover(
    context: string,
    document: vscode.TextDocument,
    position: vscode.Position,
    name: string,
  ): Promise<vscode.MarkdownString | undefined> {
    if (!(await this.#explorer.contexts()).includes(context)) return undefined;
    const { namespace: usual } = (await this.#explorer.session(context)).context;
    const own = asMap(manifestAt(document.getText(), document.offsetAt(position))?.['metadata'])?.[
      'namespace'
    ];
    const account = { name, namespace: typeof own === 'string' ? own : usual };
    const text = new vscode.MarkdownString();
    text.isTrusted = { enabledCommands: [SHOW_ACCESS] };
    const title = `**May do** as ServiceAccount ${escapeMarkdown(`${account.namespace}/${name}`)} in ${escapeMarkdown(context)}`;
    try {
      const args = encodeURIComponent(JSON.stringify([{ context, account }]));
      const access = await this.#access(context, account);
      return text.appendMarkdown(
        `${title}${shortText(access)}\n\n[Show all that it may do](command:${SHOW_ACCESS}?${args})`,
      );
    } catch (error) {
      return text.appendMarkdown(
        `${title}: ${escapeMarkdown(error instanceof Error ? error.message : String(error))}`,
      );
    }
  }

  #access(context: string, account: Account): Promise<Access> {
    const key = JSON.stringify([context, account]);
    const known = this.#known.get(key);
    if (known && performance.now() - known.at < LIFE) return known.access;
    const access = this.#explorer.session(context).then((session) => accessOf(session, account));
    this.#known.set(key, { access, at: performance.now() });
    access.catch(() => this.#known.delete(key));
    return access;
  }
}

function shortText({ grants, unknown }: Access): string {
  const own = grants.filter(({ by, rules }) => rules.length > 0 && !EVERYBODYS.test(by));
  const given = own.map(({ namespace, by, rules }) => ({
    where: namespace === undefined ? 'in every namespace' : `in the namespace ${namespace}`,
    role: escapeMarkdown(by),
    rules,
  }));
  const more = unknown.length > 0 ? '\n\nThere may be more: not everything could be read.' : '';
  return `${given.length === 0 ? ': nothing but what everybody may.' : `:\n\n${rightsText(given)}`}${more}`;
}
