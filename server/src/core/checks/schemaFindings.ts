import type { Slot, Workspace } from '../workspace.ts';
import { makesSelector } from '../references/kustomized.ts';
import type { SchemaProblem } from '../schema/problem.ts';
import type { SchemaProvider } from '../schema/provider.ts';
import { unknownKind } from '../schema/unknownKind.ts';
import { validate } from '../schema/validate.ts';
import type { ResolvedConfig } from './config.ts';
import { documentTarget } from './documentVersion.ts';
import type { Finding } from './finding.ts';
import { pathIn } from './finding.ts';
import { profileAt } from './run.ts';

/** What the schema of an object's kind finds in it, as far as the configuration leaves it on. */
export function schemaFindings(
  workspace: Workspace,
  slot: Slot,
  schemas: SchemaProvider,
  config: ResolvedConfig,
): Finding[] {
  const { resource } = slot;
  const profile = config.profile(slot);
  const place = { ...documentTarget(slot.document, slot.uri, config), uri: slot.uri };
  const schema = schemas.get(resource, place);
  const problems = schema
    ? validate(resource, schema, { version: place.version, partial: workspace.isPartial(slot) })
    : [unknownKind(resource, schemas, place)];
  return problems.flatMap((problem) => {
    if (problem && lacksSelector(problem) && makesSelector(workspace, slot)) return [];
    const severity = problem ? profileAt(profile, resource, problem.field).engineLevel(problem.id) : 'off';
    return problem && severity !== 'off' ? [finding(problem, slot, severity)] : [];
  });
}

function lacksSelector({ id, field }: SchemaProblem): boolean {
  return id === 'required-field' && field.path === 'spec.selector';
}

function finding(problem: SchemaProblem, { resource }: Slot, severity: Finding['severity']): Finding {
  const { id, field, message, fixes, related = [] } = problem;
  return {
    id,
    severity,
    basis: 'schema',
    message,
    span: problem.span ?? field.span,
    path: pathIn(resource, field),
    resource,
    related,
    tags: id === 'server-set-field' ? ['unnecessary'] : [],
    fixes,
  };
}

/**
 * One finding per cause. What is wrong with the name of a field is wrong for every check below it. Where it is the value, a
 * check that also calls it an error knows more than the schema does, and the others step back.
 */
export function mergeFindings(fromSchema: readonly Finding[], fromChecks: readonly Finding[]): Finding[] {
  if (fromSchema.length === 0) return [...fromChecks];
  const unknown = fromSchema.filter(({ id }) => id === 'unknown-field').map(({ path }) => path);
  const checks = fromChecks.filter(({ path }) => !unknown.some((one) => isWithin(path, one)));
  const errors = new Set(checks.filter(({ severity }) => severity === 'error').map(({ path }) => path));
  const schema = fromSchema.filter(({ path }) => !errors.has(path));
  const told = new Set(schema.filter(({ severity }) => severity === 'error').map(({ path }) => path));
  return [...schema, ...checks.filter(({ path }) => path === '' || !told.has(path))];
}

function isWithin(path: string, outer: string): boolean {
  return path === outer || path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`);
}
