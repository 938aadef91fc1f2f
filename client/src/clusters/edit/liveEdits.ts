import * as vscode from 'vscode';
import { editable } from '../../cluster/change/edit/editable.ts';
import { namesOf } from '../../cluster/change/edit/judgeEdit.ts';
import { refusal } from '../../cluster/change/policy.ts';
import { ClusterFailure } from '../../cluster/failure.ts';
import type { Json } from '../../cluster/look/comparable.ts';
import type { Memory } from '../../explorer/choices.ts';
import { yamlText } from '../../explorer/objectText.ts';
import { boundTo, EDIT_SCHEME } from '../../liveScheme.ts';
import type { Tools } from '../change/tools.ts';
import { EditMarks } from './editMarks.ts';
import type { OpenEdit, OpenEdits } from './openEdits.ts';
import { documentOf } from './openEdits.ts';
import { saveEdit } from './saveEdit.ts';

/** Objects of clusters as documents that can be edited. Saving one is a change as every other: tried, previewed, approved. */
export class LiveEdits implements OpenEdits, vscode.Disposable {
  readonly tools: Tools;
  readonly marks = new EditMarks();
  readonly #memory: Memory;
  readonly #open = new Map<string, OpenEdit>();
  /** Documents that the editor saves by itself, after a while or when it loses the focus. */
  readonly #unasked = new Set<string>();
  /** Documents of the last time, which may be old by now. */
  readonly #remembered = new Set<string>();
  readonly #subscriptions: vscode.Disposable;
  /** Told of documents to be read anew. */
  onChange: (uri: vscode.Uri) => void = () => undefined;

  constructor(tools: Tools, memory: Memory) {
    this.tools = tools;
    this.#memory = memory;
    this.#subscriptions = vscode.Disposable.from(
      this.marks,
      vscode.workspace.onDidCloseTextDocument(({ uri }) => void this.#forget(uri)),
      vscode.workspace.onDidOpenTextDocument(({ uri }) => {
        if (this.#remembered.delete(uri.toString())) void this.#refresh(uri);
      }),
      vscode.workspace.onWillSaveTextDocument(({ document: { uri }, reason }) => {
        if (uri.scheme !== EDIT_SCHEME) return;
        if (reason === vscode.TextDocumentSaveReason.Manual) this.#unasked.delete(uri.toString());
        else this.#unasked.add(uri.toString());
      }),
    );
  }

  /** Opens an object for editing, as it is now unless there is something unsaved. */
  async edit(context: string, path: string): Promise<void> {
    const session = await this.tools.explorer.session(context);
    if (session.policy === 'readOnly') throw refusal(context);
    const object = await session.connection.json<Json>({ path });
    const uri = editUri(context, path, object);
    if (!documentOf(uri)?.isDirty) {
      await this.take(uri, object);
      this.onChange(uri);
    }
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: false });
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { size, mtime, context } = await this.of(uri);
    const { policy } = this.tools.explorer.rule(context);
    return {
      type: vscode.FileType.File,
      ctime: 0,
      mtime,
      size,
      ...(policy === 'readOnly' ? { permissions: vscode.FilePermission.Readonly } : {}),
    };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return Buffer.from((await this.of(uri)).text);
  }

  /** Throws where nothing was written, so that the document stays unsaved. */
  async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    if (this.#unasked.delete(uri.toString())) {
      const message = 'Objects of clusters are saved by hand only (Ctrl+S), as each save is previewed.';
      throw vscode.FileSystemError.Unavailable(message);
    }
    await saveEdit(this, uri, Buffer.from(content).toString('utf8'));
  }

  /** What is known of a document; after a restart of the editor, what it was made of is still in its memory. */
  async of(uri: vscode.Uri): Promise<OpenEdit> {
    const known = this.#open.get(uri.toString());
    if (known) return known;
    const bound = boundTo(uri);
    if (!bound) throw vscode.FileSystemError.FileNotFound(uri);
    const kept = this.#memory.get(KEY + uri.toString()) as Kept | undefined;
    if (kept) {
      const text = yamlText(kept.base);
      const edit = { ...bound, ...kept, text, size: Buffer.byteLength(text), mtime: Date.now() };
      this.#open.set(uri.toString(), edit);
      this.#remembered.add(uri.toString());
      return edit;
    }
    const { connection } = await this.tools.explorer.session(bound.context);
    try {
      const edit = await this.take(uri, await connection.json<Json>({ path: bound.path }));
      if (!documentOf(uri)?.isDirty) return edit;
      // What a text that is older than this was made of is not known.
      const unknown = { ...edit, base: undefined };
      this.#open.set(uri.toString(), unknown);
      return unknown;
    } catch (error) {
      if (!(error instanceof ClusterFailure)) throw error;
      if (error.kind === 'notFound') throw vscode.FileSystemError.FileNotFound(uri);
      throw vscode.FileSystemError.Unavailable(`${error.message} ${error.advice}`);
    }
  }

  /** Takes an object, as it is in the cluster, for what the document was made of. */
  async take(uri: vscode.Uri, object: Json): Promise<OpenEdit> {
    const bound = boundTo(uri);
    if (!bound) throw vscode.FileSystemError.FileNotFound(uri);
    const kept: Kept = { base: editable(object), uid: namesOf(object).uid ?? '' };
    const former = this.#open.get(uri.toString())?.mtime ?? 0;
    const text = yamlText(kept.base);
    const mtime = Math.max(Date.now(), former + 1);
    const edit = { ...bound, ...kept, text, size: Buffer.byteLength(text), mtime };
    this.#open.set(uri.toString(), edit);
    await this.#memory.update(KEY + uri.toString(), kept);
    return edit;
  }

  async rebase(uri: vscode.Uri, object: Json): Promise<void> {
    const { size, mtime } = await this.of(uri);
    this.#open.set(uri.toString(), { ...(await this.take(uri, object)), size, mtime });
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#open.clear();
  }

  /** Shows the object as it is now, unless there is something unsaved. */
  async #refresh(uri: vscode.Uri): Promise<void> {
    const { context, path } = await this.of(uri);
    const { connection } = await this.tools.explorer.session(context);
    const object = await connection.json<Json>({ path }).catch(() => undefined);
    if (!object || documentOf(uri)?.isDirty !== false) return;
    await this.take(uri, object);
    this.onChange(uri);
  }

  async #forget(uri: vscode.Uri): Promise<void> {
    if (uri.scheme !== EDIT_SCHEME) return;
    this.#open.delete(uri.toString());
    this.marks.clear(uri);
    await this.#memory.update(KEY + uri.toString(), undefined);
  }
}

/** What outlives a restart of the editor, as the unsaved text itself does. Secret values are not part of it. */
interface Kept {
  readonly base: Json;
  readonly uid: string;
}

const KEY = 'liveEdit:';

/** The tab says which object of which context it is. */
function editUri(context: string, path: string, object: Json): vscode.Uri {
  const { name = '', namespace } = namesOf(object);
  const folders = [context, namespace, String(object['kind'])].filter((part) => part !== undefined);
  const file = `${name}@${context.replaceAll(/[\\/]/g, '_')}.yaml`;
  return vscode.Uri.from({
    scheme: EDIT_SCHEME,
    path: `/${folders.map(encodeURIComponent).join('/')}/${file}`,
    query: JSON.stringify({ context, path }),
  });
}
