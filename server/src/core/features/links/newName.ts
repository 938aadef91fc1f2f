import { builtin } from '../../checks/metadata/builtin.ts';
import type { Resource } from '../../manifest/resource.ts';
import { formProblem } from '../../schema/formats.ts';
import { dns1035Problem, labelProblem, subdomainProblem } from '../../syntax/names.ts';

/** From 1.36 on the name of a Service may begin with a digit: https://kep.k8s.io/5311. */
const RELAXED = 36;

/**
 * What is wrong with a new name for an object, if anything
 * (https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#names).
 */
export function newNameProblem(resource: Resource, version: number): (name: string) => string | undefined {
  const rule = builtin(resource)?.name;
  if (rule === 'label') return labelProblem;
  if (rule === 'dns1035') return version >= RELAXED ? labelProblem : dns1035Problem;
  if (rule === 'segment') return (name) => (name === '' ? 'it is empty' : formProblem(name, 'path-segment'));
  return subdomainProblem;
}

/** Kinds whose names are made of what they declare (https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/). */
const MADE: Readonly<Record<string, string>> = {
  CustomResourceDefinition: 'its plural and its group',
  APIService: 'its version and its group',
};

/** Why objects of a kind cannot have another name, if they cannot. */
export function fixedName(kind: string): string | undefined {
  const made = MADE[kind];
  return made && `the name of a kind ${kind} is made of ${made}`;
}
