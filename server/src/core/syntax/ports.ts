/** Ports go from 1 to 65535. */
export function isPortNumber(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= 65_535;
}

/** Whether a number or name can be a port at all; what cannot is reported by `invalid-port`. */
export function isPort(value: number | string): boolean {
  return typeof value === 'number'
    ? isPortNumber(value)
    : portNameProblem(value) === undefined && value !== '';
}

/**
 * What is wrong with the name of a port, if anything. Source: IANA service names
 * (https://www.rfc-editor.org/rfc/rfc6335#section-5.1), which the API server asks of container ports and what refers to them.
 */
export function portNameProblem(name: string): string | undefined {
  if (!/^[-a-z0-9]*$/.test(name)) return 'use only lowercase letters (a-z), digits and hyphens';
  if (!/[a-z]/.test(name)) return 'it needs at least one letter (a-z)';
  if (name.length > MAX_LENGTH)
    return `it has ${name.length} characters, but at most ${MAX_LENGTH} are allowed`;
  if (name.includes('--')) return 'it must not have two hyphens in a row';
  if (/^-|-$/.test(name)) return 'it must not begin or end with a hyphen';
  return undefined;
}

const MAX_LENGTH = 15;

/** The nearest valid name: always the same for the same name, so that what refers to it follows. */
export function validPortName(name: string): string | undefined {
  const plain = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  if (plain === '') return undefined;
  return (/[a-z]/.test(plain) ? plain : `port-${plain}`).slice(0, MAX_LENGTH).replace(/-$/, '');
}

/** A name that is not taken: `http` becomes `http-2`. */
export function freePortName(name: string, taken: ReadonlySet<string | undefined>): string {
  for (let count = 2; ; count++) {
    const suffix = `-${count}`;
    const free = name.slice(0, MAX_LENGTH - suffix.length).replace(/-$/, '') + suffix;
    if (!taken.has(free)) return free;
  }
}
