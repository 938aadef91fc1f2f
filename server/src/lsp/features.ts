import type { ServerCapabilities } from 'vscode-languageserver/node';
import { checkObjects } from './features/checkObjects.ts';
import { checkWorkspace } from './features/checkWorkspace.ts';
import { codeActions } from './features/codeActions.ts';
import { completion } from './features/completion.ts';
import { documentVersion } from './features/documentVersion.ts';
import { explain } from './features/explain.ts';
import { semanticTokens } from './features/highlights.ts';
import { hover } from './features/hover.ts';
import { links } from './features/links.ts';
import { pullDiagnostics } from './features/pullDiagnostics.ts';
import { rename } from './features/rename.ts';
import { structure } from './features/structure.ts';
import type { Session } from './session.ts';

/** Registers its handlers and says what the server can do because of them. */
export type Feature = (session: Session) => ServerCapabilities;

export const FEATURES: readonly Feature[] = [
  pullDiagnostics,
  codeActions,
  explain,
  completion,
  hover,
  links,
  rename,
  structure,
  semanticTokens,
  documentVersion,
  checkWorkspace,
  checkObjects,
];
