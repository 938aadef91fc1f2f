import { safeJson } from '../terminal/escape.ts';
import type { Report, ReportedFinding, ReportedWaiver } from './report.ts';

/** Findings and summary for programs. Lines and columns count from 1. */
export function formatJson({ findings, summary, waivers, stats }: Report): string {
  const listed = waivers ? { waivers: waivers.map(waiver) } : {};
  return `${safeJson({ findings: findings.map(finding), ...listed, summary, ...(stats ? { stats } : {}) }, 2)}\n`;
}

function waiver({ file, start, check, tool, scope, reason, until, state }: ReportedWaiver): unknown {
  const place = { file, line: start.line + 1, column: start.character + 1 };
  return { ...place, check, tool, scope, reason, until: until ?? null, state };
}

function finding(found: ReportedFinding): unknown {
  const { object, source, waived } = found;
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
    ...(source === undefined ? {} : { source }),
    fixes: found.fixes.map(({ title, safe }) => ({ title, safe })),
    ...(waived === undefined ? {} : { waived: { reason: waived } }),
  };
}
