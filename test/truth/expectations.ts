import type { Comparison } from './compare.ts';
import type { Mutant } from './mutate.ts';
import type { Sample } from './objects.ts';

/** The least agreement over the mutants. It only ever rises. */
export const LEAST_AGREEMENT = { verdict: 0.998, field: 0.997 };

/** How many objects there have to be at least. */
export const LEAST_MUTANTS = 2000;

/** Kinds that the server lets create and of which there is no valid object here. */
export const NO_OBJECT: Readonly<Record<string, string>> = {
  'v1 Binding': 'the scheduler makes it for a pod that exists',
  'internal.apiserver.k8s.io/v1alpha1 StorageVersion': 'only API servers write it',
};

/** Kinds of difference that stay, by what the report calls them, and why. They count as agreement. */
export const EXPLAINED: readonly { readonly group: RegExp; readonly reason: string }[] = [
  {
    group: /compilation failed: ERROR: <input>/,
    reason: 'of expressions (CEL), the syntax and the names are read, but no types and functions',
  },
  {
    group: /accepted, but we report api-service-nodeport-range$/,
    reason: 'a dry run does not look at the range',
  },
  {
    group: /serviceAccountToken: Forbidden: must not be specified when serviceAccountName is not set$/,
    reason: 'clusters fill in the name (ServiceAccount admission), which this API server runs without',
  },
];

/** Kinds of difference that are open, and why. They count as disagreement; one that is not listed fails the suite. */
export const OPEN: readonly { readonly group: RegExp; readonly reason: string }[] = [
  {
    group: / spec\.volumes\[\]\.projected: .* conflicting duplicate paths$/,
    reason: 'items of different sources of a projected volume are not compared with each other',
  },
  {
    group: /^FieldValueInvalid CertificateSigningRequest spec\.request: /,
    reason: 'what is encoded in a request for a certificate is not read',
  },
  {
    group: /\.resources\.requests(?:\[\])?: .* must be (?:less|greater|equal)/,
    reason: 'a quantity that is null is absent to us, and 0 to the server',
  },
  {
    group: /^FieldValueInvalid LimitRange spec\.limits\[\]\./,
    reason: 'a quantity that is null is absent to us, and 0 to the server',
  },
  {
    group: /^FieldValueDuplicate Service spec\.ports\[\]\.nodePort: /,
    reason: 'a protocol that is the empty text is none to us, and TCP to the server',
  },
  {
    group: /^accepted, but we report required-field$/,
    reason: 'see the empty data source among what is stricter',
  },
];

/** Errors of ours on what the server accepts, that are right all the same. */
export const STRICTER: readonly {
  readonly id: string;
  readonly reason: string;
  readonly applies?: (one: Comparison) => boolean;
}[] = [
  {
    id: 'api-service-nodeport-range',
    reason: 'a dry run allocates no port, so it does not look at the range either',
  },
  {
    id: 'required-field',
    reason: 'the server drops an empty data source, but nobody writes one on purpose',
    applies: ({ sample }) => emptied(sample).startsWith('spec.dataSource: '),
  },
];

/** The server accepts it and we call it an error for no reason that is listed. */
export function falseErrors({ verdict, errors, ...rest }: Comparison): string[] {
  if (!verdict.accepted) return [];
  const one = { verdict, errors, ...rest };
  return errors
    .filter(({ id }) => !STRICTER.some((entry) => entry.id === id && (entry.applies?.(one) ?? true)))
    .map(({ id, path, message }) => `${id} at ${path}: ${message}`);
}

/** What was emptied to make a mutant; '' for other samples. */
function emptied(sample: Sample | Mutant): string {
  return 'what' in sample && sample.mutation === 'empty' ? sample.what : '';
}
