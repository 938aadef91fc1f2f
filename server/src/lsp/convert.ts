import type { Diagnostic, Location, Range } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { RelatedPlace, Severity } from '../core/checks/check.ts';
import type { PlacedFinding } from '../core/checks/finding.ts';
import type { Span } from '../core/text.ts';
import type { Workspace } from '../core/workspace.ts';
import type { OpenDocuments } from './documents.ts';

export const SOURCE = 'kube-guardrails';

/** Gives the texts in which offsets become positions: those of open documents, else those that the engine knows. */
export class Texts {
  readonly #workspace: Workspace;
  readonly #documents: OpenDocuments;
  /** The last closed file that was asked for: findings come file by file. */
  #last: TextDocument | undefined;

  constructor(workspace: Workspace, documents: OpenDocuments) {
    this.#workspace = workspace;
    this.#documents = documents;
  }

  get(uri: string): TextDocument | undefined {
    const open = this.#documents.get(uri);
    if (open) return open.content;
    const text = this.#workspace.text(uri);
    if (text === undefined) return undefined;
    if (this.#last?.uri !== uri || this.#last.getText() !== text)
      this.#last = TextDocument.create(uri, '', 0, text);
    return this.#last;
  }

  /** The address by which the editor knows a file. */
  clientUri(uri: string): string {
    return this.#documents.get(uri)?.clientUri ?? uri;
  }

  range(text: TextDocument, { start, end }: Span, base = 0): Range {
    return { start: text.positionAt(base + start), end: text.positionAt(base + end) };
  }

  location(uri: string, span: Span, base = 0): Location | undefined {
    const text = this.get(uri);
    return text && { uri: this.clientUri(uri), range: this.range(text, span, base) };
  }
}

const SEVERITIES = { error: 1, warning: 2, information: 3 } as const satisfies Record<Severity, number>;
const TAGS = { unnecessary: 1, deprecated: 2 } as const;

/** Findings of one file as the editor shows them; waived ones are left out. */
export function toDiagnostics(
  texts: Texts,
  findings: readonly PlacedFinding[],
  link: (id: string) => string,
  withRelated: boolean,
): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const finding of findings) {
    const text = finding.waived === undefined ? texts.get(finding.uri) : undefined;
    if (!text) continue;
    const diagnostic: Diagnostic = {
      range: texts.range(text, finding.span, finding.start),
      severity: SEVERITIES[finding.severity],
      code: finding.id,
      codeDescription: { href: link(finding.id) },
      source: SOURCE,
      message: finding.message,
    };
    if (finding.tags.length > 0) diagnostic.tags = finding.tags.map((tag) => TAGS[tag]);
    if (withRelated && finding.related.length > 0) {
      diagnostic.relatedInformation = finding.related.flatMap((place) => {
        const location = relatedLocation(texts, finding, place);
        return location ? [{ location, message: place.message }] : [];
      });
    }
    diagnostics.push(diagnostic);
  }
  return diagnostics;
}

function relatedLocation(texts: Texts, finding: PlacedFinding, place: RelatedPlace): Location | undefined {
  const { uri, start } = place.origin ?? finding;
  return texts.location(uri, 'span' in place ? place.span : place.field.span, start);
}
