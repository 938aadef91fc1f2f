import type { Field } from '../../manifest/field.ts';
import { set } from '../../manifest/edit.ts';
import { defineCheck } from '../check.ts';
import { checkCrdPaths } from './crdPaths.ts';
import type { Report } from './crdReport.ts';
import { checkCrdSchema } from './crdSchema.ts';
import { checkConversion, checkGroup, checkNames } from './crdSpec.ts';

export default defineCheck({
  id: 'invalid-crd',
  title: 'Definitions of custom resources have schemas and versions that the API server takes',
  category: 'metadata',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['CustomResourceDefinition'],
  on: 'object',
  fix: { kind: 'edit', safe: true },
  check({ resource, environment, report }) {
    if (resource.apiVersion !== 'apiextensions.k8s.io/v1' || environment.partial) return;
    const spec = resource.root.at('spec');
    const versions = spec.at('versions');
    checkNames(spec, report);
    checkGroup(resource.root, report);
    checkConversion(spec.at('conversion'), report);
    for (const version of versions.items()) {
      const warning = version.at('deprecationWarning');
      if (warning.exists && version.at('deprecated').value !== true) {
        report(warning, 'only a deprecated version warns: set `deprecated: true`, or remove this', {
          onKey: true,
        });
      }
      const schema = version.at('schema', 'openAPIV3Schema');
      if (schema.exists) {
        checkCrdSchema(schema, environment.version, report);
        checkCrdPaths(version, report);
      } else if (version.isMap) {
        report(schema, 'a version needs a schema: write `schema.openAPIV3Schema`', {
          at: version.at('name'),
        });
      }
    }
    checkStorage(versions, report);
  },
});

/** Objects are kept in exactly one version (https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definition-versioning/). */
function checkStorage(versions: Field, report: Report): void {
  const items = versions.items();
  const stored = items.filter((version) => version.at('storage').value === true);
  const [first, ...others] = stored;
  if (versions.isSeq && !first) {
    const last = items.at(-1)?.at('storage');
    const fixes = last
      ? [{ title: 'Store objects in the last version', safe: false, edits: () => set(last, true) }]
      : [];
    report(versions, 'no version has `storage: true`: say in which one objects are kept', {
      onKey: true,
      fixes,
    });
  }
  for (const version of others) {
    report(
      version.at('storage'),
      'another version has `storage: true` already: objects are kept in one only',
      {
        fixes: [
          { title: 'Set `storage: false`', safe: false, edits: () => set(version.at('storage'), false) },
        ],
      },
    );
  }
  if (items.length > 0 && items.every((version) => version.at('served').value === false)) {
    report(versions, 'no version is served, so the kind cannot be used', {
      onKey: true,
      severity: 'warning',
    });
  }
}
