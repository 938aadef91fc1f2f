import { subdomainProblem } from './names.ts';

const NAME = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const MAX_LENGTH = 63;

/**
 * What is wrong with the key of a label, if anything
 * (https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set).
 */
export function keyProblem(key: string): string | undefined {
  const parts = key.split('/');
  const name = parts.at(-1) ?? '';
  if (parts.length > 2) return `it has more than one '/': write it as prefix/name`;
  if (parts.length === 2) {
    const prefix = parts[0] ?? '';
    const problem = prefix === '' ? `nothing stands before its '/'` : subdomainProblem(prefix);
    if (problem) return prefix === '' ? problem : `"${prefix}" must be a domain name: ${problem}`;
  }
  if (name === '') return parts.length === 2 ? `nothing stands behind its '/'` : 'it is empty';
  if (name.length > MAX_LENGTH)
    return `its name has ${name.length} characters, but at most ${MAX_LENGTH} are allowed`;
  if (NAME.test(name)) return undefined;
  return `use only letters, digits, '-', '_' and '.', with a letter or digit at both ends`;
}

/** What is wrong with the value of a label, if anything. It may be empty. */
export function valueProblem(value: string): string | undefined {
  if (value.length > MAX_LENGTH)
    return `it has ${value.length} characters, but at most ${MAX_LENGTH} are allowed`;
  if (value === '' || NAME.test(value)) return undefined;
  return `use only letters, digits, '-', '_' and '.', with a letter or digit at both ends`;
}

/** The nearest valid value, if there is one that says something. */
export function validValue(value: string): string | undefined {
  const plain = value.replaceAll(/[^-A-Za-z0-9_.]+/g, '-').slice(0, MAX_LENGTH);
  const trimmed = plain.replaceAll(/^[-_.]+|[-_.]+$/g, '');
  return trimmed === '' || valueProblem(trimmed) ? undefined : trimmed;
}
