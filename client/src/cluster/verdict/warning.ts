import { notAField } from './decoding.ts';
import { policySaying } from './admission.ts';
import { mentionedPaths } from './mentions.ts';
import { podSecuritySayings } from './podSecurity.ts';
import type { Saying, Subject } from './saying.ts';

/** What a `Warning:` header says of an object (https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation). */
export function sayingsOfWarning(text: string, subject: Subject): Saying[] {
  const security = podSecuritySayings(text, subject, 'warning');
  if (security.length > 0) return security;
  const policy = policySaying(text, subject, 'warning');
  if (policy) return [policy];
  const [, unknown] = /^(?:unknown|duplicate) field "([^"]+)"$/.exec(text) ?? [];
  if (unknown !== undefined)
    return [{ ...notAField(text.split(' ')[0] ?? '', unknown), severity: 'warning' }];
  if (/^\S*v\d\S* \S+ is deprecated/.test(text))
    return [{ severity: 'warning', message: text, paths: ['apiVersion'] }];
  const [, path, said] = /^([A-Za-z]\w*(?:\.[\w/-]+|\[[^\]]*\])+): ([\s\S]+)$/.exec(text) ?? [];
  if (path !== undefined && said !== undefined)
    return [{ severity: 'warning', message: said, paths: [path] }];
  return [{ severity: 'warning', message: text, paths: [], maybe: mentionedPaths(text, subject) }];
}
