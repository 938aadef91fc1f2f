import * as vscode from 'vscode';
import type { Operations } from '../clusters/change/operations.ts';
import type { Subject } from '../clusters/change/subject.ts';
import type { ContainerNode } from '../explorer/nodes/containerNodes.ts';
import type { Command } from '../extensionState.ts';
import { boundTo } from '../liveScheme.ts';
import { nodeOf, objectOf } from './clusters.ts';

/** Commands for what runs in clusters: each takes a row of the view, or the document that shows or edits an object. */
export const scale = operation((operations, subject) => operations.scale(subject));
export const rollBack = operation((operations, subject) => operations.rollBack(subject));
export const pauseRollout = operation((operations, subject) => operations.pause(subject, true));
export const resumeRollout = operation((operations, subject) => operations.pause(subject, false));
export const suspend = operation((operations, subject) => operations.suspend(subject, true));
export const resume = operation((operations, subject) => operations.suspend(subject, false));
export const runNow = operation((operations, subject) => operations.runNow(subject));
export const runAgain = operation((operations, subject) => operations.runAgain(subject));
export const editSecretValue = operation((operations, subject) => operations.editSecretValue(subject));
export const cordon = operation((operations, subject) => operations.cordon(subject, true));
export const uncordon = operation((operations, subject) => operations.cordon(subject, false));
export const drain = operation((operations, subject) => operations.drain(subject));

/** A pod by its row or its document, or one of its containers. */
export const debug: Command = async ({ clusters }, argument) => {
  const { operations } = await clusters.load();
  const isContainer = argument !== undefined && !isUri(argument) && 'container' in nodeOf(argument);
  await operations.debug(isContainer ? (argument as ContainerNode) : subjectOf(argument));
};

export const edit: Command = async ({ clusters }, argument) => {
  const { context, path } = subjectOf(argument);
  await (await clusters.load()).liveEdits.edit(context, path);
};

function operation(run: (operations: Operations, subject: Subject) => Promise<void>): Command {
  return async ({ clusters }, argument) => run((await clusters.load()).operations, subjectOf(argument));
}

function subjectOf(argument: unknown): Subject {
  if (argument !== undefined && !isUri(argument)) return objectOf(argument);
  const uri = argument ?? vscode.window.activeTextEditor?.document.uri;
  const bound = uri && boundTo(uri);
  if (!bound) throw new Error('choose an object in the view "Clusters", or open one of it, first');
  return bound;
}

function isUri(argument: unknown): argument is vscode.Uri {
  return argument instanceof vscode.Uri;
}
