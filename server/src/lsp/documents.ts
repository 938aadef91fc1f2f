import type {
  DidChangeTextDocumentParams,
  DidCloseTextDocumentParams,
  DidOpenTextDocumentParams,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { mayHoldManifest } from '../core/manifest/detect.ts';
import { MAX_BYTES } from '../io/files.ts';
import { canonicalUri } from '../io/uris.ts';

/** A document that is open in the editor. */
export interface OpenDocument {
  /** The address in our spelling. */
  readonly uri: string;
  /** The address as the editor spells it: what goes back to it uses this. */
  readonly clientUri: string;
  readonly content: TextDocument;
  /** Set for texts over 10 MB, which are not checked: whether they hold a manifest. */
  readonly tooLarge: { readonly isManifest: boolean } | undefined;
}

/** The documents that are open in the editor, of the schemes that a person edits. */
export class OpenDocuments {
  readonly #byUri = new Map<string, OpenDocument>();

  /** `undefined` for a document that is none of ours, such as the old side of a diff. */
  open({ textDocument }: DidOpenTextDocumentParams): OpenDocument | undefined {
    const { uri: clientUri, languageId, version, text } = textDocument;
    if (!SCHEMES.has(clientUri.slice(0, clientUri.indexOf(':')))) return undefined;
    return this.#keep(clientUri, TextDocument.create(clientUri, languageId, version, text), undefined);
  }

  change({ textDocument, contentChanges }: DidChangeTextDocumentParams): OpenDocument | undefined {
    const known = this.get(textDocument.uri);
    if (!known) return undefined;
    return this.#keep(
      known.clientUri,
      TextDocument.update(known.content, contentChanges, textDocument.version),
      known,
    );
  }

  close({ textDocument }: DidCloseTextDocumentParams): OpenDocument | undefined {
    const known = this.get(textDocument.uri);
    if (known) this.#byUri.delete(known.uri);
    return known;
  }

  /** Takes any spelling of the address. */
  get(uri: string): OpenDocument | undefined {
    return this.#byUri.get(uri) ?? this.#byUri.get(canonicalUri(uri));
  }

  all(): Iterable<OpenDocument> {
    return this.#byUri.values();
  }

  #keep(clientUri: string, content: TextDocument, before: OpenDocument | undefined): OpenDocument {
    const document = {
      uri: canonicalUri(clientUri),
      clientUri,
      content,
      tooLarge: tooLarge(content, before),
    };
    this.#byUri.set(document.uri, document);
    return document;
  }
}

const SCHEMES = new Set(['file', 'untitled', 'vscode-vfs', 'vscode-test-web', 'memfs', 'inmemory']);

/** Counts in UTF-16 units first, which is quick and never too much. A huge text is searched once, not with every key. */
function tooLarge(content: TextDocument, before: OpenDocument | undefined): OpenDocument['tooLarge'] {
  const text = content.getText();
  if (text.length * 3 <= MAX_BYTES || Buffer.byteLength(text) <= MAX_BYTES) return undefined;
  return before?.tooLarge ?? { isManifest: mayHoldManifest(text.slice(0, MAX_BYTES)) };
}
