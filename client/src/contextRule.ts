import * as vscode from 'vscode';
import { SECTION } from '../../server/src/core/settings.ts';

/** The setting that says what may be done in which context; the user's alone, no workspace sets it. */
export function contextSetting(): unknown {
  return vscode.workspace.getConfiguration(SECTION).get('contexts', {});
}
