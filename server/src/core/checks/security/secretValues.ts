import { isPlaceholder } from './credentialForms.ts';

const PASSWORDS = [
  'password',
  'passwd',
  'passphrase',
  'passwort',
  'secret',
  'token',
  'apikey',
  'accesskey',
  'privatekey',
];
const KEYS = [
  'api',
  'access',
  'private',
  'secret',
  'encryption',
  'signing',
  'auth',
  'master',
  'account',
  'shared',
];

/** Behind the telling word these say that it is about a secret and not one itself: `PASSWORD_FILE`, `TOKEN_TTL`. */
const ABOUT = new Set(
  (
    'file files path paths dir directory folder name names url uri endpoint host port ttl expiry expire expires expiration exp ' +
    'lifetime duration timeout age length len size min max enabled enable disabled header ref reference type alg algorithm ' +
    'region namespace count policy prefix suffix format mode provider store backend manager version interval rotation issuer ' +
    'audience aud scope scopes claim label selector encoding method driver class service volume mount location resource id ids ' +
    'field column var env cmd command script regex pattern strategy hint prompt attempts retries retry limit limits cache bucket ' +
    'source arn domain realm server address addr template generator required reset change validation grant request response ' +
    'threshold window grace leeway skew hash salt rounds'
  ).split(' '),
);
/** Anywhere in a key these say the same. */
const SWITCHES = new Set(
  'enable enabled disable disabled allow require use is has max min public skip no without ignore force validate num'.split(
    ' ',
  ),
);
/** `TLS_SECRET` and the like are the names of Secrets. */
const NAMED = new Set(['pull', 'tls', 'cert', 'certificate', 'ca']);

type Telling = 'password' | 'other';

/** Whether a key says that its value is a secret. */
function telling(key: string): Telling | undefined {
  const words = wordsOf(key);
  const at = words.findLastIndex((word, index) => isTelling(words, word, index));
  if (at < 0 || words.some((word) => SWITCHES.has(word))) return undefined;
  if (words.slice(at + 1).some((word) => ABOUT.has(word))) return undefined;
  const word = words[at] ?? '';
  if (word === 'secret' && NAMED.has(words[at - 1] ?? '')) return undefined;
  return word.startsWith('pass') || word.endsWith('password') || word === 'pwd' ? 'password' : 'other';
}

function wordsOf(key: string): string[] {
  return key
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

function isTelling(words: readonly string[], word: string, index: number): boolean {
  if (PASSWORDS.some((one) => word.endsWith(one)) || word === 'credentials' || word === 'credential')
    return true;
  if (index === 0) return false;
  if (word === 'pwd' || word === 'pass') return index === words.length - 1;
  return word === 'key' && KEYS.includes(words[index - 1] ?? '');
}

/** Whether a key and its value are a secret in plain text, and no name, path, reference or placeholder of one. */
export function isSecret(key: string, value: string): boolean {
  const kind = telling(key);
  return kind !== undefined && isOwnValue(kind, value.trim());
}

/** The same for a line of a configuration file, of which more kinds of text are no values. */
export function isSecretLine(key: string, value: string): boolean {
  return (
    /\d/.test(value) &&
    /[a-z]/i.test(value) &&
    !/[()[\]{}\s,;]/.test(value) &&
    value.length >= 8 &&
    isSecret(key, value)
  );
}

const LEAST = { password: 4, other: 8 } as const;

function isOwnValue(kind: Telling, value: string): boolean {
  if (value.length < LEAST[kind] || isPlaceholder(value) || /\s/.test(value)) return false;
  if (REFERENCE.test(value) || WORD.test(value) || NUMBER.test(value))
    return kind === 'password' && /^\d{4,}$/.test(value);
  if (isName(value)) return false;
  return kind === 'password' || !isPlainName(value);
}

/** Paths, addresses, what tools that fetch secrets read, `namespace/name`, and dotted names. */
const REFERENCE =
  /^(?:[.~]{0,2}\/[\w./~-]*$|[a-z][a-z0-9+.-]*:\/\/|(?:vault|bao|ref\+\w+|arn|file|env|secret|secretref|k8s|akv|azurekeyvault|awssm|gcpsm|doppler)[:@]|projects\/|[a-z0-9-]+\/[a-z0-9.-]+$|[a-z_][\w-]*(?:\.[a-z_][\w-]*){2,}$)/i;
const WORD =
  /^(?:true|false|yes|no|none|null|nil|undefined|on|off|enabled|disabled|empty|required|optional|default|auto)$/i;
const NUMBER = /^\d+(?:\.\d+)?[a-z]{0,2}$/i;

/** A name of a Secret or of a key in it: `web-secret`, `GITHUB_TOKEN`. */
function isName(value: string): boolean {
  return (
    /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(value) ||
    (/[-_.]/.test(value) &&
      /(?:^|[-_.])(?:secrets?|passwords?|passwd|tokens?|credentials?|creds|keys?|certs?|tls|auth)(?:$|[-_.])/i.test(
        value,
      ))
  );
}

/** Words joined by hyphens or underscores, as objects are named, and no random letters. */
function isPlainName(value: string): boolean {
  if (/^(?:secret|token|key|credentials?)$/i.test(value)) return true;
  return (
    /^[a-z0-9]+(?:[-_][a-z0-9]+)+$/.test(value) &&
    !value.split(/[-_]/).some((part) => /\d/.test(part) && /[a-z]/.test(part) && part.length >= 8)
  );
}
