import * as vscode from 'vscode';
import type { Editing } from '../../cluster/change/edit/judgeEdit.ts';
import type { Json } from '../../cluster/look/comparable.ts';
import type { Tools } from '../change/tools.ts';
import type { EditMarks } from './editMarks.ts';

/** An object that is open for editing. */
export interface OpenEdit extends Editing {
  readonly context: string;
  readonly text: string;
  /** What the editor knows of the text that it read last: where these differ, it asks before it saves. */
  readonly size: number;
  readonly mtime: number;
}

/** What saving a document needs of those that are open. */
export interface OpenEdits {
  readonly tools: Tools;
  readonly marks: EditMarks;
  /** Told of documents to be read anew. */
  readonly onChange: (uri: vscode.Uri) => void;
  of(uri: vscode.Uri): Promise<OpenEdit>;
  /** Takes an object, as it is in the cluster, for what the document was made of. */
  take(uri: vscode.Uri, object: Json): Promise<OpenEdit>;
  /** As `take`, for a document whose unsaved text has taken over what is new in the object. */
  rebase(uri: vscode.Uri, object: Json): Promise<void>;
}

export function documentOf(uri: vscode.Uri): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
}
