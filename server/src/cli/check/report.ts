import type { RelatedPlace } from '../../core/checks/check.ts';
import type { PlacedFinding } from '../../core/checks/finding.ts';
import type { PlacedWaiver } from '../../core/checks/waivers/apply.ts';
import { fileEdits } from '../../core/checks/fix.ts';
import type { Position } from '../../core/text.ts';
import { LineIndex, lineEnd } from '../../core/text.ts';
import type { RelatedFinding, ReportedEdit, ReportedFinding, ReportedWaiver } from '../formats/report.ts';
import { findingKey } from '../baseline/key.ts';
import type { Workspace } from '../../core/workspace.ts';
import type { NameOf } from './names.ts';
import { sourceOf } from './source.ts';

/** Turns the engine's findings into what the formats show. Keeps the line index of each text. */
export class Reporter {
  readonly #nameOf: NameOf;
  readonly #workspace: Workspace;
  readonly #indexes = new Map<string, { readonly text: string; readonly index: LineIndex }>();

  constructor(nameOf: NameOf, workspace: Workspace) {
    this.#nameOf = nameOf;
    this.#workspace = workspace;
  }

  reported(finding: PlacedFinding): ReportedFinding {
    const { uri, start, span, resource } = finding;
    const place = this.#place(uri, start + span.start, start + span.end);
    return {
      ...place,
      id: finding.id,
      severity: finding.severity,
      basis: finding.basis,
      message: finding.message,
      object: resource,
      neighbours: this.#workspace.slots(uri).length - (resource ? 1 : 0),
      source: sourceOf(this.#file(uri).text, start, resource),
      path: finding.path,
      fixes: finding.fixes.map((fix) => ({
        title: fix.title,
        safe: fix.safe,
        edits: () => this.#edits(finding, fix),
      })),
      related: finding.related.map((one) => this.#related(finding, one)),
      waived: finding.waived,
      key: findingKey(finding, place.file),
      line: this.#line(uri, place.start.line),
    };
  }

  /** One for each check that a waiver names. `isTold`: whether the run can tell that a name silences nothing. */
  waivers(
    uri: string,
    { waiver, start, used, refused, over }: PlacedWaiver,
    isTold: (name: string) => boolean,
  ): ReportedWaiver[] {
    const { scope, ids, tool = 'kube-guardrails', reason, until, span } = waiver;
    const place = this.#place(uri, start + span.start, start + span.end);
    const stateOf = (name: string): ReportedWaiver['state'] => {
      if (over !== undefined) return over === 'expired' ? 'expired' : 'refused';
      if (!used.has(name)) return isTold(name) ? 'unused' : 'unchecked';
      return refused.size > 0 && (name === '' || tool !== 'kube-guardrails' || refused.has(name))
        ? 'refused'
        : 'used';
    };
    return (ids.length > 0 ? ids : ['']).map((name) => ({
      ...place,
      check: name === '' ? '*' : name,
      tool,
      scope,
      reason,
      until,
      state: stateOf(name),
    }));
  }

  #edits(finding: PlacedFinding, fix: PlacedFinding['fixes'][number]): ReportedEdit[] {
    return [...fileEdits(finding, fix)].flatMap(([uri, edits]) =>
      edits.map((edit) => ({ ...this.#place(uri, edit.start, edit.end), text: edit.text })),
    );
  }

  #related(finding: PlacedFinding, related: RelatedPlace): RelatedFinding {
    const { uri, start } = related.origin ?? finding;
    const span = 'field' in related ? related.field.span : related.span;
    return { ...this.#place(uri, start + span.start, start + span.end), message: related.message };
  }

  #place(uri: string, start: number, end: number): { file: string; start: Position; end: Position } {
    return { file: this.#nameOf(uri), start: this.#position(uri, start), end: this.#position(uri, end) };
  }

  /** A byte order mark is no character of the first line. */
  #position(uri: string, offset: number): Position {
    const { text, index } = this.#file(uri);
    const { line, character } = index.positionAt(offset);
    return line === 0 && text.startsWith(BOM)
      ? { line, character: Math.max(0, character - 1) }
      : { line, character };
  }

  #line(uri: string, line: number): string {
    const { text, index } = this.#file(uri);
    const start = index.lineStart(line);
    return text.slice(start, lineEnd(text, start)).replace(BOM, '');
  }

  #file(uri: string): { readonly text: string; readonly index: LineIndex } {
    const known = this.#indexes.get(uri);
    if (known) return known;
    const text = this.#workspace.text(uri) ?? '';
    const file = { text, index: new LineIndex(text) };
    this.#indexes.set(uri, file);
    return file;
  }
}

const BOM = '\ufeff';
