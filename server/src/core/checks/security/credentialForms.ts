/** A credential that shows by its form, wherever it stands. */
export interface FoundCredential {
  /** `a private key`, for messages, which never show the value. */
  readonly what: string;
  readonly index: number;
}

/** What each provider begins its credentials with; the shortest that no other text has. */
const FORMS: readonly (readonly [what: string, form: RegExp])[] = [
  [
    'a private key',
    /-----BEGIN (?:[A-Z]+ ){0,2}PRIVATE KEY-----(?:\\[nr]|\s){0,8}(?:[\w-]+: [^\n]{0,80}\s{1,80}){0,3}[A-Za-z0-9+/]{40}/,
  ],
  ['an access key of AWS', /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/],
  ['a token of GitHub', /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{50})/],
  ['a token of GitLab', /\bglpat-[\w-]{20}/],
  ['a token of Slack', /\bxox[abeoprs]-[\w-]{20}/],
  ['a webhook of Slack', /hooks\.slack\.com\/(?:services|workflows)\/[A-Z0-9]{6,}\/[\w/]{16}/],
  ['an API key of Google', /\bAIza[\w-]{35}\b/],
  ['a key of Stripe', /\b[rs]k_live_[A-Za-z0-9]{20}/],
  ['a token of npm', /\bnpm_[A-Za-z0-9]{36}\b/],
  ['a token of PyPI', /\bpypi-AgE[\w-]{50}/],
  ['a key of SendGrid', /\bSG\.[\w-]{22}\.[\w-]{43}/],
  ['a key of Azure Storage', /\bAccountKey=[A-Za-z0-9+/]{80}/],
  ['a token of DigitalOcean', /\bdo[opr]_v1_[a-f0-9]{64}/],
  ['a token of Docker Hub', /\bdckr_pat_[\w-]{27}/],
  ['a token of Hugging Face', /\bhf_[A-Za-z0-9]{34}/],
  ['a key of OpenAI or Anthropic', /\bsk-(?:proj-|ant-)?[\w-]{40}/],
  ['a token of Vault', /\bhvs\.[\w-]{24}/],
  ['a key of age', /\bAGE-SECRET-KEY-1[0-9A-Z]{58}/],
  ['a JSON web token', /\beyJ[\w-]{10,500}\.eyJ[\w-]{10,4000}\.[\w-]{20}/],
];

const URL_PASSWORD = /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@'"<>]{0,100}:([^\s/@'"]{3,200})@[\w[{$]/i;

/** Whether a text may hold such a credential: a quick look before a long one. */
export function mayHoldCredential(text: string): boolean {
  return HEADS.test(text);
}

const HEADS =
  /PRIVATE KEY|AKIA|ASIA|\b(?:gh[pousr]_|github_pat_|glpat-|xox[abeoprs]-|[rs]k_live_|npm_|pypi-|SG\.|do[opr]_v1_|dckr_pat_|hf_|sk-|hvs\.|eyJ)|hooks\.slack|AIza|AccountKey=|AGE-SECRET|:\/\/[^\s/@]{0,300}:[^\s/@]{3,200}@/;

/** The first credential in a text, if any. Examples and placeholders of the same form are none. */
export function credentialIn(text: string): FoundCredential | undefined {
  if (!mayHoldCredential(text)) return undefined;
  for (const [what, form] of FORMS) {
    const match = form.exec(text);
    if (match && (what === 'a private key' || !isDummy(match[0]))) return { what, index: match.index };
  }
  const match = URL_PASSWORD.exec(text);
  const password = match?.[1];
  if (
    !match ||
    password === undefined ||
    isPlaceholder(password) ||
    /^(?:password|pass|secret)$/i.test(password)
  )
    return undefined;
  return { what: 'an address with a password', index: match.index };
}

/** What stands for a value that somebody fills in, or for one that a tool fetches. */
export function isPlaceholder(text: string): boolean {
  return (
    /\$[{(]|^\$\w+$|\{\{|^<.*>$|^\[.*\]$|^__\w+__$|^%[\w.]+%$|^@\w+@$|^ENC\[/.test(text) || isDummy(text)
  );
}

function isDummy(text: string): boolean {
  return /example|placeholder|redacted|removed|dummy|sample|change[-_ ]?(?:me|it|this)|replace[-_ ]?(?:me|this|with)|fill[-_ ]?(?:me|in)|insert|todo|fixme|your[-_ ]?|x{5}|\*{3}|\.{3}|(.)\1{6}|123456789|abcdefgh/i.test(
    text,
  );
}
