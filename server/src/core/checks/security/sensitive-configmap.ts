import { remove } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import type { Resource } from '../../manifest/resource.ts';
import type { Fix } from '../check.ts';
import { defineCheck } from '../check.ts';
import { canBeFollowed, newDocuments } from '../newDocument.ts';
import { removeAll } from '../services/removeAll.ts';
import { credentialIn } from './credentialForms.ts';
import { newSecret } from './newSecret.ts';
import { isSecret, isSecretLine } from './secretValues.ts';

export default defineCheck({
  id: 'sensitive-configmap',
  title: 'ConfigMaps hold no secrets',
  category: 'security',
  severity: 'warning',
  scope: 'object',
  kinds: ['ConfigMap'],
  on: 'object',
  fix: { kind: 'document', safe: false },
  aliases: { polaris: ['sensitiveConfigmapContent'], trivy: ['KSV-0109', 'KSV-01010'] },
  check({ target, resource, environment, report }) {
    if (resource.group !== '') return;
    const found = target
      .at('data')
      .entries()
      .flatMap((entry) => {
        const what = secretIn(entry);
        return what ? [{ entry, what }] : [];
      });
    const fixes = environment.partial
      ? []
      : moveToSecret(
          resource,
          found.map(({ entry }) => entry),
        );
    for (const { entry, what } of found)
      report(entry, `"${entry.key}" ${what}: keep it in a Secret`, { onKey: true, fixes });
  },
});

/** What is secret in an entry, if anything: its value, a credential in it, or a line of it. */
function secretIn(entry: Field): string | undefined {
  const text = entry.string;
  if (!text) return undefined;
  const credential = credentialIn(text);
  if (credential) return `holds ${credential.what}${lineOf(text, credential.index)}`;
  if (!text.trim().includes('\n'))
    return isSecret(String(entry.key), text) ? 'is a secret in plain text' : undefined;
  for (const match of text.matchAll(LINE)) {
    const [, key = '', value = ''] = match;
    if (isSecretLine(key, value))
      return `holds a secret in plain text (${key}${lineOf(text, match.index, ', ')})`;
  }
  return undefined;
}

/** `key: value` or `key=value`, as properties, YAML, TOML and INI files write it. */
const LINE =
  /^[ \t]*(?:export )?["']?([\w.-]{2,80})["']?[ \t]*[:=][ \t]*["']?([^\s"']{8,200})["']?,?[ \t]*$/gm;

function lineOf(text: string, index: number, before = ' in '): string {
  if (!text.trim().includes('\n')) return '';
  return `${before}line ${text.slice(0, index).split('\n').length}`;
}

/** All of them at once, into one Secret of the same name. */
function moveToSecret(resource: Resource, entries: readonly Field[]): Fix[] {
  const data = resource.root.at('data');
  if (!canBeFollowed(resource) || entries.some(({ alias, parent }) => alias ?? parent?.alias)) return [];
  const values = Object.fromEntries(entries.map(({ key, string }) => [String(key), string ?? '']));
  return [
    {
      title: 'Move to a Secret',
      safe: false,
      edits: () => [
        ...(entries.length === data.entries().length ? remove(data) : removeAll(entries)),
        newDocuments(resource, [newSecret(resource, resource.name ?? 'web', values)]),
      ],
    },
  ];
}
