/** What the tests in the extension host share. */
import { readdirSync, readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import type { ExtensionApi } from '../../client/src/extension.ts';

export function extension(): vscode.Extension<ExtensionApi> {
  const found = vscode.extensions.getExtension<ExtensionApi>('kube-guardrails.kube-guardrails');
  if (!found) throw new Error('the extension is not installed');
  return found;
}

/** Opens a file of the workspace folder in an editor. */
export async function open(file: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(fileUri(file));
  await vscode.window.showTextDocument(document);
  return document;
}

/** Puts text into an editor that belongs to no file. */
export async function openText(content: string, language = 'yaml'): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument({ language, content });
  await vscode.window.showTextDocument(document);
  return document;
}

export function fileUri(file: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder) throw new Error('no folder is open');
  return vscode.Uri.joinPath(folder.uri, file);
}

/** The ids of a document's findings, sorted. */
export function findings(uri: vscode.Uri): string[] {
  return vscode.languages
    .getDiagnostics(uri)
    .map(({ code }) => String(typeof code === 'object' ? code.value : code))
    .toSorted();
}

/** Until the document's findings are as asked for; says what they are if they never become so. */
export async function untilFindings(
  uri: vscode.Uri,
  wanted: (ids: readonly string[]) => boolean,
): Promise<void> {
  await until(
    () => wanted(findings(uri)),
    (again) => vscode.languages.onDidChangeDiagnostics(again),
    () => `findings of ${uri.path}: ${findings(uri).join(', ') || 'none'}`,
  );
}

/** Until the condition holds; it is asked at the start and after each event. */
export async function until(
  condition: () => boolean,
  listen: (again: () => void) => vscode.Disposable,
  describe: () => string,
): Promise<void> {
  if (condition()) return;
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => {
      listener.dispose();
      reject(new Error(`not within 10 s; ${describe()}`));
    }, 10_000);
    const listener = listen(() => {
      if (!condition()) return;
      clearTimeout(timer);
      listener.dispose();
      resolve();
    });
  });
}

/** Ids of the language servers that run as children of this extension host; known on Linux only. */
export function serverProcesses(): number[] {
  if (process.platform !== 'linux') return [];
  const children = readdirSync('/proc/self/task').flatMap((task) =>
    readFileSync(`/proc/self/task/${task}/children`, 'utf8').split(' ').filter(Boolean),
  );
  return children.filter((pid) => /server\/dist\/server\.js/.test(commandLine(pid))).map(Number);
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
