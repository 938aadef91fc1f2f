import type { AnyCheck, Basis, Severity } from '../../core/checks/check.ts';
import type { Position } from '../../core/text.ts';
import type { FindingKey } from '../baseline/key.ts';
import type { Stats } from '../check/stats.ts';

/** What a run of `check` found, as plain data. A format turns it into text. */
export interface Report {
  /** Sorted by file, then by place. Waived ones only where they were asked for; with `--quiet`, errors only. */
  readonly findings: readonly ReportedFinding[];
  /** The files that were checked, in order. */
  readonly files: readonly string[];
  readonly summary: Summary;
  /** Helm templates among the files: they are not checked before they are rendered. */
  readonly templates: number;
  /** Checks that config files describe. */
  readonly customChecks: readonly AnyCheck[];
  /** All waivers of the files, where they were asked for. */
  readonly waivers: readonly ReportedWaiver[] | undefined;
  /** Severities that count as a failure. */
  readonly failing: ReadonlySet<Severity>;
  /** Where they were asked for. */
  readonly stats: Stats | undefined;
}

export interface Summary {
  readonly files: number;
  readonly objects: number;
  readonly errors: number;
  readonly warnings: number;
  readonly informations: number;
  /** Findings that a waiver silences, shown or not. */
  readonly waived: number;
  /** Findings that the baseline knows, which count nowhere else; only with a baseline. */
  readonly baseline?: number;
  readonly durationMs: number;
}

/** A place in a file: relative to the working directory with `/`, absolute outside of it. Counted from 0, in UTF-16 units. */
export interface Place {
  readonly file: string;
  readonly start: Position;
  readonly end: Position;
}

export interface ReportedFinding extends Place {
  readonly id: string;
  readonly severity: Severity;
  readonly basis: Basis;
  readonly message: string;
  readonly object: ReportedObject | undefined;
  /** How many other objects its file holds. */
  readonly neighbours: number;
  /** The file that its document was rendered from, where the document says so. */
  readonly source: string | undefined;
  /** The field in the API server's notation. */
  readonly path: string;
  readonly fixes: readonly ReportedFix[];
  readonly related: readonly RelatedFinding[];
  /** The reason of the waiver that silences it, '' where none is given. */
  readonly waived: string | undefined;
  /** What it is known by from one run to the next. */
  readonly key: FindingKey;
  /** The line on which it starts, without its line ending. */
  readonly line: string;
}

/** A waiver of one check. */
export interface ReportedWaiver extends Place {
  /** The id, or the name that another tool has for it; `*` for all checks. */
  readonly check: string;
  /** Whose name that is. */
  readonly tool: string;
  readonly scope: 'line' | 'document' | 'file' | 'object';
  readonly reason: string;
  /** The last day on which it holds. */
  readonly until: string | undefined;
  /**
   * What comes of it; `refused`: the config file does not allow it, or its end is no date; `unchecked`: what it waives is off in
   * this run, which cannot tell whether it is needed.
   */
  readonly state: 'used' | 'unused' | 'unchecked' | 'expired' | 'refused';
}

export interface ReportedObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
}

export interface RelatedFinding extends Place {
  readonly message: string;
}

export interface ReportedFix {
  readonly title: string;
  readonly safe: boolean;
  /** Computed when asked for: only SARIF shows edits. */
  readonly edits: () => readonly ReportedEdit[];
}

export interface ReportedEdit extends Place {
  readonly text: string;
}

export const RANK: Readonly<Record<Severity, number>> = { error: 3, warning: 2, information: 1 };

/** Whether a finding makes the run fail. */
export function fails(
  { severity, waived }: { readonly severity: Severity; readonly waived?: string | undefined },
  failing: ReadonlySet<Severity>,
): boolean {
  return waived === undefined && failing.has(severity);
}

/** `Deployment shop/web`. */
export function objectName({ kind, namespace, name }: ReportedObject): string {
  const path = [namespace, name].filter((part) => part !== undefined).join('/');
  return path === '' ? kind : `${kind} ${path}`;
}

/** `Deployment web, from web/templates/deployment.yaml`: what line and column alone do not tell; '' if there is nothing of it. */
export function origin({ object, neighbours, source }: ReportedFinding): string {
  const name = object && (neighbours > 0 || source !== undefined) ? [objectName(object)] : [];
  return [...name, ...(source === undefined ? [] : [`from ${source}`])].join(', ');
}

/** A message that is read apart from its file says where it belongs. */
export function messageWithOrigin(finding: ReportedFinding): string {
  const where = origin(finding);
  return where === '' ? finding.message : `${finding.message} (${where})`;
}

/** `1 error`, `2 errors`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
