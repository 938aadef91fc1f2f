import type { Field } from '../../manifest/field.ts';
import type { Resource } from '../../manifest/resource.ts';

/** An expression and the names that it may take from outside. */
export interface CelPlace {
  readonly field: Field;
  readonly names: readonly string[];
  /** Those declared in the object itself, which stand for `variables.NAME`. */
  readonly variables?: readonly string[];
}

const REQUEST = ['object', 'oldObject', 'request', 'authorizer', 'namespaceObject'];

/** The expressions in an object (https://kubernetes.io/docs/reference/using-api/cel/). */
export function celPlaces({ group, kind, root }: Resource): CelPlace[] {
  const spec = root.at('spec');
  switch (group) {
    case 'admissionregistration.k8s.io':
      if (kind.endsWith('AdmissionPolicy')) return policyPlaces(spec);
      return root
        .at('webhooks')
        .items()
        .flatMap((webhook) => conditions(webhook, REQUEST));
    case 'apiextensions.k8s.io':
      return spec
        .at('versions')
        .items()
        .flatMap((version) => schemaRules(version.at('schema', 'openAPIV3Schema'), 0));
    case 'resource.k8s.io':
      return devicePlaces(kind === 'ResourceClaimTemplate' ? spec.at('spec') : spec);
    default:
      return [];
  }
}

function policyPlaces(spec: Field): CelPlace[] {
  const params = spec.at('paramKind').exists ? ['params'] : [];
  const outer = [...REQUEST, ...params];
  const variables = spec.at('variables').items();
  const known = variables.map((variable) => variable.at('name').string ?? '');
  const names = [...outer, ...(known.length > 0 ? ['variables'] : []), 'Object', 'JSONPatch'];
  const own = variables.map((variable, at) => ({
    field: variable.at('expression'),
    names: [...outer, 'variables', 'Object', 'JSONPatch'],
    variables: known.slice(0, at),
  }));
  const fields = [
    ...spec
      .at('validations')
      .items()
      .flatMap((one) => [one.at('expression'), one.at('messageExpression')]),
    ...spec
      .at('auditAnnotations')
      .items()
      .map((one) => one.at('valueExpression')),
    ...spec
      .at('mutations')
      .items()
      .flatMap((one) => [one.at('applyConfiguration', 'expression'), one.at('jsonPatch', 'expression')]),
  ];
  return [...conditions(spec, outer), ...own, ...fields.map((field) => ({ field, names, variables: known }))];
}

function conditions(owner: Field, names: readonly string[]): CelPlace[] {
  return owner
    .at('matchConditions')
    .items()
    .map((one) => ({ field: one.at('expression'), names }));
}

function devicePlaces(spec: Field): CelPlace[] {
  const requests = spec.at('devices', 'requests').items();
  const selecting = [
    spec,
    ...requests,
    ...requests.map((request) => request.at('exactly')),
    ...requests.flatMap((request) => request.at('firstAvailable').items()),
  ];
  return selecting
    .flatMap((one) => one.at('selectors').items())
    .map((selector) => ({ field: selector.at('cel', 'expression'), names: ['device'] }));
}

const DEEPEST = 60;

function schemaRules(schema: Field, depth: number): CelPlace[] {
  if (!schema.isMap || depth > DEEPEST) return [];
  const below = [
    ...schema.at('properties').entries(),
    schema.at('items'),
    schema.at('additionalProperties'),
  ].flatMap((one) => schemaRules(one, depth + 1));
  const rules = schema.at('x-kubernetes-validations').items();
  if (rules.length === 0) return below;
  const own = rules.flatMap((rule) => [rule.at('rule'), rule.at('messageExpression')]);
  return [...own.map((field) => ({ field, names: ['self', 'oldSelf'] })), ...below];
}
