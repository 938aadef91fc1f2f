import * as vscode from 'vscode';
import { withoutLinks } from './withoutLinks.ts';

/** Says something in a notice, with buttons; gives the one that is pressed. */
export type Say = (text: string, ...offers: readonly string[]) => Thenable<string | undefined>;

export const inform: Say = (text, ...offers) =>
  vscode.window.showInformationMessage(withoutLinks(text), ...offers);

export const warn: Say = (text, ...offers) => vscode.window.showWarningMessage(withoutLinks(text), ...offers);

export const complain: Say = (text, ...offers) =>
  vscode.window.showErrorMessage(withoutLinks(text), ...offers);

/** Announces what takes a while, as long as it runs, and how far it is; with `cancellable` somebody may stop it. */
export function announce<T>(
  title: string,
  { cancellable }: { readonly cancellable: boolean },
  run: (report: (message: string) => void, token: vscode.CancellationToken) => Promise<T>,
): Thenable<T> {
  const location = vscode.ProgressLocation.Notification;
  const options = { location, title: withoutLinks(title), cancellable };
  return vscode.window.withProgress(options, (progress, token) =>
    run((message) => progress.report({ message: withoutLinks(message) }), token),
  );
}
