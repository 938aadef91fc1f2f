import * as vscode from 'vscode';
import type { Preview } from '../../cluster/change/approval.ts';
import { Approval } from '../../cluster/change/approval.ts';
import { previewText } from '../../cluster/change/preview.ts';

const SHOW = 'Show the Difference';

/**
 * Shows what is about to happen, and where; nothing where somebody thinks better of it. What differs is shown on request, with the
 * question waiting beside it.
 */
export async function confirm(
  preview: Preview,
  showDifference?: () => Promise<void>,
): Promise<Approval | undefined> {
  const { title, action, mustType, context } = preview;
  const goOn = mustType === undefined ? action : `${action}…`;
  const options = { modal: true, detail: previewText(preview) };
  const offers = showDifference ? [goOn, SHOW] : [goOn];
  let answer = await vscode.window.showWarningMessage(title, options, ...offers);
  if (answer === SHOW) {
    await showDifference?.();
    answer = await vscode.window.showWarningMessage(`${title} Context: ${context}.`, goOn, 'Cancel');
  }
  if (answer !== goOn) return undefined;
  if (mustType === undefined) return new Approval(preview);
  const typed = await vscode.window.showInputBox({
    title: `${title} (${context})`,
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
