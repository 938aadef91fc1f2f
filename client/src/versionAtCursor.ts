import * as vscode from 'vscode';
import { parseWanted, versionNotice } from '../../server/src/core/kinds/versions.ts';
import type { DocumentVersion } from '../../server/src/core/protocol.ts';
import { DOCUMENT_VERSION } from '../../server/src/core/protocol.ts';
import { SECTION } from '../../server/src/core/settings.ts';
import type { LanguageServer } from './languageServer.ts';
import type { Manifests } from './manifests.ts';

/** The Kubernetes version in force for the document under the cursor, asked of the server when the cursor rests. */
export class VersionAtCursor implements vscode.Disposable {
  readonly #manifests: Manifests;
  readonly #server: LanguageServer;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable;
  #timer: NodeJS.Timeout | undefined;
  #version: DocumentVersion | undefined;

  readonly onDidChange = this.#changed.event;

  constructor(manifests: Manifests, server: LanguageServer) {
    this.#manifests = manifests;
    this.#server = server;
    const ask = (): void => this.#askSoon();
    this.#subscriptions = vscode.Disposable.from(
      this.#changed,
      manifests.onDidChangeEditor(() => {
        this.#set(undefined);
        ask();
      }),
      server.onDidChange(ask),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (textEditor === manifests.editor) ask();
      }),
    );
  }

  /** `undefined` until the server has answered for the editor at hand. */
  get version(): DocumentVersion | undefined {
    return this.#version;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscriptions.dispose();
  }

  #askSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(), REST);
  }

  async #ask(): Promise<void> {
    const { editor } = this.#manifests;
    if (!editor || this.#server.state !== 'running') return;
    const { document, selection } = editor;
    const params = {
      textDocument: { uri: document.uri.toString() },
      position: { line: selection.active.line, character: selection.active.character },
    };
    try {
      const client = await this.#server.start();
      const version = await client.sendRequest<DocumentVersion | null>(DOCUMENT_VERSION, params);
      if (editor !== this.#manifests.editor) return;
      this.#set(version ? { ...settingNotice(document.uri), ...version } : undefined);
    } catch {
      // The server is going down; it tells of that itself.
    }
  }

  #set(version: DocumentVersion | undefined): void {
    if (JSON.stringify(version) === JSON.stringify(this.#version)) return;
    this.#version = version;
    this.#changed.fire();
  }
}

/** A setting that is no version counts as not set, which its author should know. */
function settingNotice(uri: vscode.Uri): { notice?: string } {
  const text = vscode.workspace.getConfiguration(SECTION, uri).get('kubernetesVersion', '');
  const notice = text === '' || parseWanted(text) !== undefined ? undefined : versionNotice(text);
  return notice === undefined ? {} : { notice: `the setting \`kubernetesVersion\` is not used: ${notice}` };
}

/** So long the cursor has to rest, in milliseconds. */
const REST = 100;
