const LABEL = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;
const MAX_LABEL = 63;
const MAX_SUBDOMAIN = 253;

/**
 * What is wrong with a DNS label (RFC 1123), if anything
 * (https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names).
 */
export function labelProblem(name: string): string | undefined {
  if (name.length > MAX_LABEL) return tooLong(name, MAX_LABEL);
  if (LABEL.test(name)) return undefined;
  return `use only lowercase letters (a-z), digits and '-', with a letter or digit at both ends`;
}

/**
 * What is wrong with a DNS subdomain (RFC 1123), if anything
 * (https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names).
 */
export function subdomainProblem(name: string): string | undefined {
  if (name.length > MAX_SUBDOMAIN) return tooLong(name, MAX_SUBDOMAIN);
  if (name.split('.').every((part) => LABEL.test(part))) return undefined;
  return `use only lowercase letters (a-z), digits, '-' and '.', with a letter or digit at both ends and around each '.'`;
}

/** Like a label, but it begins with a letter (RFC 1035). */
export function dns1035Problem(name: string): string | undefined {
  if (/^\d/.test(name) && labelProblem(name) === undefined) return 'it must begin with a letter (a-z)';
  return labelProblem(name);
}

function tooLong(name: string, most: number): string {
  return `it has ${name.length} characters, but at most ${most} are allowed`;
}

/** Whether a text has places that a tool such as envsubst, sed or SOPS fills in before it is applied. */
export function isFilledIn(text: string): boolean {
  return FILLED_IN.test(text);
}

/**
 * `${NAME}`, `$(NAME)`, `{{ name }}`, `$$name$$`, `{NAME}`, `<your name>`, `__NAME__`, `REPLACE_ME`, and what SOPS has encrypted.
 * The last but one stand by themselves: `AIRFLOW__CORE__FERNET_KEY` and `EXCHANGE_METHOD` are names like others.
 */
const FILLED_IN =
  /\$[{(]|\{\{|\$\$\w+\$\$|\{[A-Z][A-Z0-9_]*\}|^<.+>$|<[A-Za-z][\w .-]*>|^__\w+__$|(?<![A-Za-z0-9])(?:__[A-Z][A-Z0-9_]*__|(?:REPLACE|CHANGE)[-_]?ME)(?![A-Za-z0-9])|^ENC\[[A-Z0-9_]+,/;
