import type { Severity } from '../../core/checks/check.ts';
import { fingerprints } from '../baseline/key.ts';
import type { Rule } from '../rules.ts';
import { safeJson } from '../terminal/escape.ts';
import type { Place, Report, ReportedFinding, ReportedFix } from './report.ts';
import { messageWithOrigin, objectName } from './report.ts';

export interface SarifOptions {
  readonly version: string;
  readonly rules: ReadonlyMap<string, Rule>;
  /** The page of a rule in Markdown. */
  readonly page: (id: string) => string | undefined;
}

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
const LEVELS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
};

/** SARIF 2.1.0 for code scanning (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html). */
export function formatSarif({ findings }: Report, options: SarifOptions): string {
  const ids = [...new Set(findings.map(({ id }) => id))].toSorted();
  const indexes = new Map(ids.map((id, index) => [id, index]));
  const fingerprint = fingerprints();
  const run = {
    tool: {
      driver: {
        name: 'kube-guardrails',
        version: options.version,
        semanticVersion: options.version,
        rules: ids.map((id) => rule(id, options)),
      },
    },
    columnKind: 'utf16CodeUnits',
    results: findings.map((finding) => ({
      ...result(finding, indexes.get(finding.id) ?? -1),
      partialFingerprints: { 'kubeGuardrails/v1': fingerprint(finding.key) },
    })),
  };
  return `${safeJson({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, 2)}\n`;
}

/** No `helpUri`: SARIF wants an absolute address there, and the page itself is at hand. */
function rule(id: string, options: SarifOptions): unknown {
  const known = options.rules.get(id);
  if (!known) return { id };
  const { title, category, severity } = known;
  const page = options.page(id);
  return {
    id,
    shortDescription: { text: title },
    ...(page ? { help: { text: page, markdown: page } } : {}),
    defaultConfiguration: severity === 'off' ? { enabled: false } : { level: LEVELS[severity] },
    properties: { tags: [category] },
  };
}

function result(finding: ReportedFinding, ruleIndex: number): object {
  const { id, severity, message, object, path, related, waived } = finding;
  const fixes = finding.fixes.map(fix).filter((one) => one !== undefined);
  const name = object ? objectName(object) : undefined;
  return {
    ruleId: id,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: finding.source === undefined ? message : messageWithOrigin(finding) },
    locations: [
      {
        physicalLocation: location(finding),
        ...(name
          ? {
              logicalLocations: [
                { name, fullyQualifiedName: path ? `${name} ${path}` : name, kind: 'object' },
              ],
            }
          : {}),
      },
    ],
    ...(related.length > 0
      ? {
          relatedLocations: related.map((one, index) => ({
            id: index,
            message: { text: one.message },
            physicalLocation: location(one),
          })),
        }
      : {}),
    ...(fixes.length > 0 ? { fixes } : {}),
    ...(waived === undefined
      ? {}
      : {
          suppressions: [
            { kind: 'inSource', status: 'accepted', ...(waived ? { justification: waived } : {}) },
          ],
        }),
  };
}

/** A fix without edits, which could not be worked out here, is left out. */
function fix({ title, edits }: ReportedFix): unknown {
  const files = new Map<string, unknown[]>();
  for (const edit of edits()) {
    const replacement = { deletedRegion: region(edit), insertedContent: { text: edit.text } };
    const known = files.get(edit.file);
    if (known) known.push(replacement);
    else files.set(edit.file, [replacement]);
  }
  if (files.size === 0) return undefined;
  const artifactChanges = [...files].map(([file, replacements]) => ({
    artifactLocation: { uri: address(file) },
    replacements,
  }));
  return { description: { text: title }, artifactChanges };
}

function location(place: Place): unknown {
  return { artifactLocation: { uri: address(place.file) }, region: region(place) };
}

function region({ start, end }: Place): unknown {
  return {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}

/** A relative path as a relative address, an absolute one as a `file:` address. */
function address(file: string): string {
  const encoded = file.split('/').map(encodeURIComponent).join('/');
  if (file.startsWith('/')) return `file://${encoded}`;
  return /^[A-Za-z]:\//.test(file) ? `file:///${file[0]}:${encoded.slice(4)}` : encoded;
}
