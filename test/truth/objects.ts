import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ManifestDocument } from '../../server/src/core/manifest/document.ts';

/** An object that is sent to the API server and shown to the engine, as text. */
export interface Sample {
  /** Where it comes from, for the report. */
  readonly name: string;
  readonly text: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
}

const FOLDER = join(import.meta.dirname, 'objects');

/** Older or newer versions whose objects look like those of the version that has a file of its own. */
const SAME_SHAPE: Readonly<Record<string, readonly string[]>> = {
  'admissionregistration.k8s.io/v1': [
    'admissionregistration.k8s.io/v1beta1',
    'admissionregistration.k8s.io/v1alpha1',
  ],
  'coordination.k8s.io/v1beta1': ['coordination.k8s.io/v1alpha2'],
  'networking.k8s.io/v1': ['networking.k8s.io/v1beta1'],
  'resource.k8s.io/v1': ['resource.k8s.io/v1beta2'],
  'resource.k8s.io/v1beta2': ['resource.k8s.io/v1alpha3'],
  'storage.k8s.io/v1': ['storage.k8s.io/v1beta1'],
};

/** Valid objects of every kind that the API server lets create (`serves` says which). */
export function validObjects(serves: (apiVersion: string, kind: string) => boolean): Sample[] {
  const own = globSync('*.yaml', { cwd: FOLDER })
    .toSorted()
    .flatMap((file) => documentsOf(readFileSync(join(FOLDER, file), 'utf8'), basename(file, '.yaml')));
  const others = own.flatMap((one) =>
    (SAME_SHAPE[one.apiVersion] ?? []).map((apiVersion) => ({
      ...one,
      apiVersion,
      text: one.text.replace(`apiVersion: ${one.apiVersion}\n`, `apiVersion: ${apiVersion}\n`),
    })),
  );
  return [...own, ...others.filter(({ apiVersion, kind }) => serves(apiVersion, kind))];
}

function documentsOf(file: string, source: string): Sample[] {
  return file.split(/^---\n/m).map((text) => sample(text, source));
}

/** Reads what the request's address needs. What is not there, or no text, is as `kubectl` would send it. */
export function sample(text: string, source: string): Sample {
  const { root } = new ManifestDocument(text);
  const apiVersion = root.at('apiVersion').string ?? '';
  const kind = root.at('kind').string ?? '';
  const name = root.at('metadata', 'name').string;
  const namespace = root.at('metadata', 'namespace').string;
  return {
    name: `${source}: ${kind} ${name ?? ''}`.trimEnd(),
    text,
    apiVersion,
    kind,
    namespace: namespace || 'default',
  };
}
