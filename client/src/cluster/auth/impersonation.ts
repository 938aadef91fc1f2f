import type { Impersonation } from '../kubeconfig/kubeconfig.ts';

/** https://kubernetes.io/docs/reference/access-authn-authz/authentication/#user-impersonation */
export function impersonationHeaders(
  impersonation: Impersonation | undefined,
): Record<string, string | readonly string[]> {
  if (!impersonation) return {};
  const { user, uid, groups, extra } = impersonation;
  const headers: Record<string, string | readonly string[]> = {};
  if (user) headers['Impersonate-User'] = user;
  if (uid) headers['Impersonate-Uid'] = uid;
  if (groups.length > 0) headers['Impersonate-Group'] = groups;
  for (const [key, values] of Object.entries(extra)) {
    headers[`Impersonate-Extra-${headerKey(key)}`] = values;
  }
  return headers;
}

/** Parentheses are the only characters that `encodeURIComponent` lets through and header names may not hold. */
function headerKey(key: string): string {
  return encodeURIComponent(key).replaceAll('(', '%28').replaceAll(')', '%29').toLowerCase();
}
