import * as vscode from 'vscode';
import type { Report, Target } from '../../cluster/look/report.ts';
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
  return 'check' in target ? pageUri(target.check) : objectUri(target.context, target.path, target.name, []);
}
