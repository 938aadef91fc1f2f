import type { Field } from '../../manifest/field.ts';
import type { Fix, ReportDetails } from '../check.ts';

export type Report = (field: Field, message: string, details?: ReportDetails) => void;

/** Whether a schema has an extension (`x-kubernetes-...`). */
export function isTrue(schema: Field, extension: string): boolean {
  return schema.at(`x-kubernetes-${extension}`).value === true;
}

/** Drawn elsewhere than where it is missing. */
export function at(field: Field): ReportDetails {
  return { at: field };
}

export function fix(title: string, edits: Fix['edits'], safe = false): Fix {
  return { title, safe, edits };
}
