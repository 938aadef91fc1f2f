import * as vscode from 'vscode';
import { withoutLinks } from './withoutLinks.ts';

/** Says something in a notice, with buttons; gives the one that is pressed. */
export type Say = (text: string, ...offers: readonly string[]) => Thenable<string | undefined>;

export const inform: Say = (text, ...offers) =>
  vscode.window.showInformationMessage(withoutLinks(text), ...offers);

export const warn: Say = (text, ...offers) => vscode.window.showWarningMessage(withoutLinks(text), ...offers);

export const complain: Say = (text, ...offers) =>
  vscode.window.showErrorMessage(withoutLinks(text), ...offers);
