import type { InitializeParams } from 'vscode-languageserver/node';
import type { InitializationOptions } from '../core/protocol.ts';

/** What the editor can do, and how it wants findings, as it said in `initialize`. */
export interface Client {
  readonly diagnostics: 'push' | 'pull';
  readonly refreshesDiagnostics: boolean;
  /** Asks for the colours of open documents again when told to. */
  readonly refreshesTokens: boolean;
  /** Answers `workspace/configuration`. */
  readonly configuration: boolean;
  readonly watchesConfiguration: boolean;
  readonly watchesFiles: boolean;
  readonly workspaceFolders: boolean;
  readonly progress: boolean;
  readonly snippetEdits: boolean;
  /** Takes tab stops in completions. */
  readonly completionSnippets: boolean;
  /** Shows Markdown beside completions. */
  readonly markdown: boolean;
  /** Takes symbols that hold others. */
  readonly nestedSymbols: boolean;
  /** Takes edits that carry a document version and may create files. */
  readonly documentChanges: boolean;
  readonly createsFiles: boolean;
  /** Asks for the edits of a code action once it is chosen. */
  readonly resolvesEdits: boolean;
  readonly relatedInformation: boolean;
  readonly preparesRename: boolean;
  /** Takes definitions that say what led to them. */
  readonly linksDefinitions: boolean;
  readonly showsDocuments: boolean;
  /** Link to a check's page with `{id}`; an editor that sends one also has the command to explain a check. */
  readonly pageLink: string | undefined;
  /** Answers for the cluster that was chosen for the workspace. */
  readonly clusters: boolean;
}

export function readClient({ capabilities, initializationOptions }: InitializeParams): Client {
  const options = readOptions(initializationOptions);
  const { workspace, textDocument, window } = capabilities;
  const edits = workspace?.workspaceEdit;
  const canPull = textDocument?.diagnostic !== undefined;
  return {
    diagnostics: canPull && options.diagnostics !== 'push' ? 'pull' : 'push',
    refreshesTokens: workspace?.semanticTokens?.refreshSupport ?? false,
    refreshesDiagnostics: workspace?.diagnostics?.refreshSupport ?? false,
    configuration: workspace?.configuration ?? false,
    watchesConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration ?? false,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration ?? false,
    workspaceFolders: workspace?.workspaceFolders ?? false,
    progress: window?.workDoneProgress ?? false,
    snippetEdits: edits?.snippetEditSupport ?? false,
    completionSnippets: textDocument?.completion?.completionItem?.snippetSupport ?? false,
    markdown: textDocument?.completion?.completionItem?.documentationFormat?.includes('markdown') ?? false,
    nestedSymbols: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport ?? false,
    documentChanges: edits?.documentChanges ?? false,
    createsFiles: edits?.resourceOperations?.includes('create') ?? false,
    resolvesEdits: textDocument?.codeAction?.resolveSupport?.properties.includes('edit') ?? false,
    relatedInformation: textDocument?.publishDiagnostics?.relatedInformation ?? canPull,
    preparesRename: textDocument?.rename?.prepareSupport ?? false,
    linksDefinitions: textDocument?.definition?.linkSupport ?? false,
    showsDocuments: window?.showDocument?.support ?? false,
    pageLink: options.pageLink,
    clusters: options.clusters ?? false,
  };
}

/** The options come from anyone's configuration: what does not fit is left out. */
function readOptions(value: unknown): InitializationOptions {
  const { pageLink, diagnostics, clusters } = Object(value) as Record<string, unknown>;
  return {
    ...(typeof pageLink === 'string' ? { pageLink } : {}),
    ...(clusters === true ? { clusters } : {}),
    ...(diagnostics === 'push' || diagnostics === 'pull' ? { diagnostics } : {}),
  };
}
