import * as vscode from 'vscode';
import { ClusterFailure } from '../../cluster/failure.ts';
import { asInManifest } from '../../cluster/look/asInManifest.ts';
import type { Json } from '../../cluster/look/comparable.ts';
import { maskBoth, withoutServerFields } from '../../cluster/look/comparable.ts';
import { manifestAt, pathOfManifest } from '../../cluster/look/manifestObject.ts';
import { accessReport, ownAccess } from '../../cluster/look/access.ts';
import type { ReadNamespace } from '../../cluster/look/compareNamespaces.ts';
import { compareNamespaces } from '../../cluster/look/compareNamespaces.ts';
import { readObjects } from '../../cluster/look/readObjects.ts';
import { isSameAmount } from '../../cluster/verdict/immutable.ts';
import type { Explorer } from '../../explorer/explorer.ts';
import type { Node } from '../../explorer/node.ts';
import { PlaceNode } from '../../explorer/nodes/placeNode.ts';
import type { ReleaseNode } from '../../explorer/nodes/helmNode.ts';
import type { ObjectNode } from '../../explorer/nodes/objectNode.ts';
import { yamlText } from '../../explorer/objectText.ts';
import { SELECTED_CONTEXT } from '../../commands/commands.ts';
import type { WorkspaceContext } from '../../workspaceContext.ts';
import { Accounts } from './accounts.ts';
import { LiveChecks } from './liveChecks.ts';
import { compareReleases, showReleaseHistory, showReleaseValues } from './showRelease.ts';
import { showRevisions } from './showRevisions.ts';
import { shownReport } from './shownReport.ts';
import type { ShownTexts } from './shownTexts.ts';
import { tooltipOf } from './tooltip.ts';
import { chooseContext, contextOfWorkspace } from './workspaceContext.ts';

/** What can be looked at beyond the objects themselves. */
export class Look implements vscode.Disposable {
  readonly #explorer: Explorer;
  readonly #texts: ShownTexts;
  /** Our own checks on objects of clusters. */
  readonly checks: LiveChecks;
  /** What ServiceAccounts may do. */
  readonly accounts: Accounts;
  #selected: ObjectNode | PlaceNode | undefined;

  constructor(explorer: Explorer, texts: ShownTexts) {
    this.#explorer = explorer;
    this.#texts = texts;
    this.checks = new LiveChecks(explorer, this.#texts);
    this.accounts = new Accounts(explorer, this.#texts);
  }

  select(node: ObjectNode | PlaceNode): void {
    this.#selected = node;
    void vscode.commands.executeCommand('setContext', SELECTED_CONTEXT, true);
  }

  /** Diff of the object that was selected and another. */
  async compareWithSelected(node: ObjectNode | PlaceNode): Promise<void> {
    const first = this.#selected;
    if (!first) throw new Error('choose "Select for Compare" on another row first');
    if (first instanceof PlaceNode || node instanceof PlaceNode) return this.#compareNamespaces(first, node);
    const [left, right] = await Promise.all([first, node].map((one) => this.#read(one.context, one.path)));
    const [a, b] = maskBoth(left && withoutServerFields(left), right && withoutServerFields(right));
    const title = `${placeOf(first)} ↔ ${placeOf(node)}`;
    await this.#texts.diff(side(first.row.name, a), side(node.row.name, b), title);
  }

  /** Diff of the live object and the manifest at the cursor. */
  async compareWithCluster(editor: vscode.TextEditor, chosen: WorkspaceContext): Promise<void> {
    const { document, selection } = editor;
    const manifest = manifestAt(document.getText(), document.offsetAt(selection.active));
    if (!manifest) throw new Error('there is no manifest at the cursor that can be read');
    const context = await contextOfWorkspace(this.#explorer, chosen);
    if (context === undefined) return;
    const session = await this.#explorer.session(context);
    const live = await this.#read(context, await pathOfManifest(session, manifest));
    const both = live ? asInManifest(manifest, live, isSameAmount) : { manifest, live };
    const [left, right] = maskBoth(both.live, both.manifest);
    const name = String((manifest['metadata'] as Json)['name']);
    const title = `${name}: ${context}${left ? '' : ' (not there)'} ↔ manifest`;
    await this.#texts.diff(side(name, left), side(name, right), title);
  }

  async showRevisions(node: ObjectNode): Promise<void> {
    await showRevisions(this.#explorer, this.#texts, node);
  }

  async showReleaseHistory(node: ReleaseNode): Promise<void> {
    await showReleaseHistory(this.#explorer, this.#texts, node);
  }

  async compareReleases(node: ReleaseNode): Promise<void> {
    await compareReleases(this.#explorer, this.#texts, node);
  }

  async showReleaseValues(node: ReleaseNode): Promise<void> {
    await showReleaseValues(this.#explorer, this.#texts, node);
  }

  /** What you may do in a namespace, or without one in that of the context. */
  async showOwnAccess(context: string, namespace: string | undefined): Promise<void> {
    const session = await this.#explorer.session(context);
    const access = await ownAccess(session, namespace ?? session.context.namespace);
    await this.#texts.show(shownReport('own rights.md', accessReport(`you with ${context}`, access)));
  }

  tooltip(node: Node): Promise<vscode.MarkdownString | undefined> {
    return tooltipOf(this.#explorer, node);
  }

  /** Picks the context that the manifests of the workspace are compared with. */
  async chooseContext(chosen: WorkspaceContext): Promise<void> {
    await chooseContext(this.#explorer, chosen);
  }

  dispose(): void {
    this.checks.dispose();
  }

  async #compareNamespaces(first: Node, second: Node): Promise<void> {
    const places = [first, second].map((node) => (node instanceof PlaceNode ? node : undefined));
    const [left, right] = await Promise.all(
      places.map(async (place): Promise<ReadNamespace> => {
        const { context, namespace } = place ?? {};
        if (context === undefined || namespace === undefined)
          throw new Error('a namespace can be compared with another namespace');
        const session = await this.#explorer.session(context);
        return { context, namespace, found: await readObjects(session, { namespace }) };
      }),
    );
    if (!left || !right) return;
    const name = [left, right].map(({ context, namespace }) => `${context} ${namespace}`).join(' and ');
    await this.#texts.show(shownReport(`${name}.md`, compareNamespaces(left, right)));
  }

  /** An object of a cluster, or `undefined` if it is not there. */
  async #read(context: string, path: string): Promise<Json | undefined> {
    const { connection } = await this.#explorer.session(context);
    try {
      return await connection.json<Json>({ path });
    } catch (error) {
      if (error instanceof ClusterFailure && error.kind === 'notFound') return undefined;
      throw error;
    }
  }
}

function side(name: string, object: Json | undefined): { readonly name: string; readonly text: string } {
  return { name: `${name}.yaml`, text: object ? yamlText(object) : '' };
}

function placeOf({ context, row }: ObjectNode): string {
  return [context, row.namespace, row.name].filter((part) => part !== undefined).join('/');
}
