import * as vscode from 'vscode';
import type { Preview } from '../../cluster/change/approval.ts';
import { Approval } from '../../cluster/change/approval.ts';
import { previewText } from '../../cluster/change/preview.ts';

/** Shows what is about to happen, and where; nothing where somebody thinks better of it. */
export async function confirm(preview: Preview): Promise<Approval | undefined> {
  const { title, action, mustType } = preview;
  const goOn = mustType === undefined ? action : `${action}…`;
  const options = { modal: true, detail: previewText(preview) };
  if ((await vscode.window.showWarningMessage(title, options, goOn)) !== goOn) return undefined;
  if (mustType === undefined) return new Approval(preview);
  const typed = await vscode.window.showInputBox({
    title: `${title} (${preview.context})`,
    prompt: `Type ${mustType} to go on.`,
    placeHolder: mustType,
    ignoreFocusOut: true,
    validateInput: (text) =>
      text === mustType
        ? undefined
        : { message: `Type ${mustType} to go on.`, severity: vscode.InputBoxValidationSeverity.Info },
  });
  return typed === mustType ? new Approval(preview, typed) : undefined;
}
