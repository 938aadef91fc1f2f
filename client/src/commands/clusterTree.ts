import * as vscode from 'vscode';
import { parseFilter, UNWELL } from '../explorer/filter.ts';
import type { Command } from '../extensionState.ts';
import { nodeOf, objectOf } from './clusters.ts';

/** Commands that change what the view of clusters shows. */
export const filterClusters: Command = async ({ clusters }) => {
  const { choices } = (await clusters.load()).explorer;
  const text = await vscode.window.showInputBox({
    title: 'Show only the objects that match',
    prompt: `Parts of the name, labels as kubectl has them, and ${UNWELL} for what is not well; all of them have to match.`,
    placeHolder: 'web app.kubernetes.io/part-of=shop tier!=test',
    value: choices.filter?.text ?? '',
  });
  if (text !== undefined) choices.setFilter(parseFilter(text));
};

export const clearFilter: Command = async ({ clusters }) => {
  (await clusters.load()).explorer.choices.setFilter(undefined);
};

export const groupByApplication: Command = async ({ clusters }) => {
  await (await clusters.load()).explorer.choices.setGrouping('application');
};

export const groupByKind: Command = async ({ clusters }) => {
  await (await clusters.load()).explorer.choices.setGrouping('kind');
};

export const showRequest: Command = async ({ clusters }, argument) => {
  await (await clusters.load()).lessons.show(nodeOf(argument));
};

export const showLinks: Command = async ({ clusters }, argument) => {
  await (await clusters.load()).pickLink(objectOf(argument));
};

export const pin: Command = async ({ clusters }, argument) => {
  const { pin: at } = nodeOf(argument);
  if (at) await (await clusters.load()).explorer.choices.setPinned(at, true);
};

export const unpin: Command = async ({ clusters }, argument) => {
  const { pin: at } = nodeOf(argument);
  if (at) await (await clusters.load()).explorer.choices.setPinned(at, false);
};

/** For those who may not list namespaces. */
export const addNamespace: Command = async ({ clusters }, argument) => {
  const { context } = nodeOf(argument);
  if (context === undefined) return;
  const name = await vscode.window.showInputBox({
    title: `Add a namespace of ${context}`,
    prompt: 'It is shown, and remembered, whether it may be listed or not. Nothing is created.',
    validateInput: (text) => (NAMESPACE.test(text) ? undefined : 'Lower-case letters, digits and dashes.'),
  });
  if (name !== undefined) await (await clusters.load()).explorer.choices.setNamespace(context, name, true);
};

export const removeNamespace: Command = async ({ clusters }, argument) => {
  const { context, look } = nodeOf(argument);
  if (context === undefined) return;
  await (await clusters.load()).explorer.choices.setNamespace(context, look.label, false);
};

/** A DNS label (https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names). */
const NAMESPACE = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
