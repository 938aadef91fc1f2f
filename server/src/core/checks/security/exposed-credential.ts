import type { Field, FieldSource } from '../../manifest/field.ts';
import type { PodTemplate } from '../../manifest/pods.ts';
import type { ObjectContext } from '../check.ts';
import { defineCheck } from '../check.ts';
import { decode, isBase64 } from '../storage/base64.ts';
import { configData } from '../storage/configData.ts';
import { credentialIn, mayHoldCredential } from './credentialForms.ts';
import { isSecret } from './secretValues.ts';

export default defineCheck({
  id: 'exposed-credential',
  title: 'Manifests hold no credentials',
  category: 'security',
  severity: 'warning',
  scope: 'object',
  on: 'object',
  fix: null,
  check(context) {
    const { resource, pod } = context;
    if (resource.kind === 'Secret' && resource.group === '') checkSecret(context);
    else if (mayHold(resource.root.source)) visit(resource.root, (field) => checkText(context, field));
    if (pod) checkArguments(pod, context.report);
  },
});

const known = new WeakMap<FieldSource, boolean>();

/** Asked once per document, which may hold many objects. */
function mayHold(source: FieldSource): boolean {
  let may = known.get(source);
  if (may === undefined) known.set(source, (may = mayHoldCredential(source.text)));
  return may;
}

function visit(field: Field, found: (field: Field) => void): void {
  if (field.alias) return;
  if (field.isMap) for (const entry of field.entries()) visit(entry, found);
  else if (field.isSeq) for (const item of field.items()) visit(item, found);
  else if (field.string !== undefined) found(field);
}

function checkText({ resource, environment, report }: ObjectContext, field: Field): void {
  if (
    resource.kind === 'ConfigMap' &&
    field.parent?.key === 'data' &&
    environment.isOn('sensitive-configmap')
  )
    return;
  if (field.key === 'value' && field.parent?.parent?.key === 'env' && environment.isOn('env-var-secret'))
    return;
  const found = credentialIn(field.string ?? '');
  if (found) report(field, `this holds ${found.what}: keep it in a Secret, and have a new one made`);
}

/** That a Secret holds one is what it is for; only the file should not be for everybody. */
function checkSecret({ resource, report }: ObjectContext): void {
  const data = configData(resource);
  if (!data || resource.root.at('sops').exists) return;
  for (const entry of [...data.text.entries(), ...data.base64.entries()]) {
    const text = entry.string ?? '';
    const encoded = entry.parent?.key === 'data' && text.length < LARGEST && isBase64(text);
    const found = credentialIn(encoded ? decode(text) : text);
    if (!found) continue;
    const message = `whoever reads this file has ${found.what}: encrypt it (SOPS, Sealed Secrets), or fetch it (External Secrets)`;
    report(entry, message, { onKey: true, severity: 'information' });
  }
}

const LARGEST = 100_000;

/** `--password=...`: arguments show in the list of processes. */
function checkArguments({ containers }: PodTemplate, report: ObjectContext['report']): void {
  for (const { field } of containers) {
    for (const item of [...field.at('command').items(), ...field.at('args').items()]) {
      const [, name = '', value = ''] = /^--?([\w.-]+)=(.+)$/.exec(item.string ?? '') ?? [];
      if (!isSecret(name, value) || credentialIn(item.string ?? '')) continue;
      report(item, `--${name} is a secret in plain text: pass it in a file or a variable from a Secret`);
    }
  }
}
