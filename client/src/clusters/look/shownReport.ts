import * as vscode from 'vscode';
import type { Report, Target } from '../../cluster/look/report.ts';
import type { CommandId } from '../../commands/commands.ts';
import { pageUri } from '../../pages.ts';
import { objectUri } from '../objectDocuments.ts';
import type { ShownText } from './shownTexts.ts';

/** A report as a document whose links lead to the pages of checks and to objects. */
export function shownReport(name: string, { text, links }: Report): ShownText {
  return {
    name,
    text,
    links: links.map(
      ({ line, start, end, target }) =>
        new vscode.DocumentLink(new vscode.Range(line, start, line, end), uriOf(target)),
    ),
  };
}

function uriOf(target: Target): vscode.Uri {
  if ('check' in target) return pageUri(target.check);
  if ('undo' in target) return commandUri('kubeGuardrails.clusters.undo', target.undo);
  if ('change' in target) return commandUri('kubeGuardrails.clusters.showChange', target.change);
  return objectUri(target.context, target.path, target.name, []);
}

function commandUri(command: CommandId, argument: string): vscode.Uri {
  return vscode.Uri.from({ scheme: 'command', path: command, query: JSON.stringify([argument]) });
}
