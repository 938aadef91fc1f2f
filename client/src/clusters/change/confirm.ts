import * as vscode from 'vscode';
import type { Preview } from '../../cluster/change/approval.ts';
import { Approval } from '../../cluster/change/approval.ts';
import { previewText } from '../../cluster/change/preview.ts';
import { warn } from '../../notice.ts';

const SHOW = 'Show the Difference';

/**
 * Shows what is about to happen, and where; nothing where somebody thinks better of it. What differs is shown on request, with the
 * question waiting beside it.
 */
export async function confirm(
  preview: Preview,
  showDifference?: () => Promise<void>,
): Promise<Approval | undefined> {
  const goOn = buttonOf(preview);
  const options = { modal: true, detail: previewText(preview) };
  const offers = showDifference ? [goOn, SHOW] : [goOn];
  let answer = await vscode.window.showWarningMessage(preview.title, options, ...offers);
  if (answer === SHOW) {
    await showDifference?.();
    const question = `${preview.title} ${placeText(preview)}`;
    answer = await warn(question, goOn, 'Cancel');
  }
  return answer === goOn ? approvalOf(preview) : undefined;
}

/** As `confirm`, where there are several ways: the first is shown, the others are buttons beside it. */
export async function confirmOneOf(
  previews: readonly Preview[],
): Promise<{ readonly index: number; readonly approval: Approval } | undefined> {
  const [first] = previews;
  if (!first) return undefined;
  const options = { modal: true, detail: previewText(first) };
  const answer = await vscode.window.showWarningMessage(first.title, options, ...previews.map(buttonOf));
  const index = previews.findIndex((one) => buttonOf(one) === answer);
  const chosen = previews[index];
  const approval = chosen && (await approvalOf(chosen));
  return approval && { index, approval };
}

/** `Context: test, namespace: shop.` */
function placeText({ context, namespace }: Preview): string {
  return `Context: ${context}${namespace === undefined ? '' : `, namespace: ${namespace}`}.`;
}

function buttonOf({ action, mustType }: Preview): string {
  return mustType === undefined ? action : `${action}…`;
}

/** Has a name typed where one has to be. */
async function approvalOf(preview: Preview): Promise<Approval | undefined> {
  const { title, mustType, context } = preview;
  if (mustType === undefined) return new Approval(preview);
  const typed = await vscode.window.showInputBox({
    title: `${title} (${context})`,
    prompt: `Type ${mustType} to go on.`,
    placeHolder: mustType,
    ignoreFocusOut: true,
    // Nothing else can be entered: a slip of the finger leaves the question open.
    validateInput: (text) => (text === mustType ? undefined : `Type ${mustType} to go on.`),
  });
  return typed === mustType ? new Approval(preview, typed) : undefined;
}
