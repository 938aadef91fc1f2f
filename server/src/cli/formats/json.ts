import { safeJson } from '../terminal/escape.ts';
import type { Report, ReportedFinding } from './report.ts';

/** Findings and summary for programs. Lines and columns count from 1. */
export function formatJson({ findings, summary }: Report): string {
  return `${safeJson({ findings: findings.map(finding), summary }, 2)}\n`;
}

function finding(found: ReportedFinding): unknown {
  const { object, waived } = found;
  return {
    file: found.file,
    line: found.start.line + 1,
    column: found.start.character + 1,
    endLine: found.end.line + 1,
    endColumn: found.end.character + 1,
    id: found.id,
    severity: found.severity,
    basis: found.basis,
    message: found.message,
    object: object
      ? {
          apiVersion: object.apiVersion,
          kind: object.kind,
          namespace: object.namespace ?? null,
          name: object.name ?? null,
        }
      : null,
    path: found.path,
    fixes: found.fixes.map(({ title, safe }) => ({ title, safe })),
    ...(waived === undefined ? {} : { waived: { reason: waived } }),
  };
}
