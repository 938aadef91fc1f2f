import type { PlacedFinding } from '../../server/src/core/checks/finding.ts';
import { asWritten, withDots } from '../../server/src/core/manifest/misnamed.ts';
import type { Cause, Verdict } from './judge.ts';
import type { Sample } from './objects.ts';

/** The API server's verdict on an object beside the engine's findings. */
export interface Comparison {
  readonly sample: Sample;
  readonly verdict: Verdict;
  readonly errors: readonly PlacedFinding[];
  readonly warnings: readonly PlacedFinding[];
}

export function compare(sample: Sample, verdict: Verdict, findings: readonly PlacedFinding[]): Comparison {
  return {
    sample,
    verdict,
    errors: findings.filter(({ severity }) => severity === 'error'),
    warnings: findings.filter(({ severity }) => severity === 'warning'),
  };
}

/** Both accept it or both reject it. */
export function sameVerdict({ verdict, errors }: Comparison): boolean {
  return verdict.accepted === (errors.length === 0);
}

/** An error of ours stands at a field that the server names, where it names one. */
export function sameField({ verdict, errors }: Comparison): boolean {
  return verdict.causes.some((cause) => names(cause, errors));
}

/**
 * Errors of ours on a rejected object that the server does not name: false ones, or in other words. Where it does not
 * decode the object, it does not get to its other rules.
 */
export function unnamed({ verdict, errors }: Comparison): PlacedFinding[] {
  const all =
    verdict.causes.length > 0 && verdict.causes.every(({ reason }) => reason.startsWith('FieldValue'));
  return all ? errors.filter((error) => !verdict.causes.some((cause) => names(cause, [error]))) : [];
}

/** Whether an error of ours stands where the server sees this cause. A cause without a field is anywhere. */
export function names(cause: Cause, errors: readonly PlacedFinding[]): boolean {
  const { field } = cause;
  if (field === undefined) return errors.length > 0;
  if (cause.reason === 'WrongType') return errors.some(({ path }) => isSameToDecoder(path, field));
  return [withDots(asWritten(field)), withDots(field)].some((place) => {
    if (!WITHOUT_INDICES.test(place)) return errors.some((error) => isThere(error, place));
    const bare = withoutIndices(place);
    return errors.some((error) => isThere({ ...error, path: withoutIndices(error.path) }, bare));
  });
}

function isThere(error: PlacedFinding, place: string): boolean {
  return (
    isSame(withDots(error.path), place) ||
    isMissingWhole(error, place) ||
    isDuplicate(error, place) ||
    isWithinCoarse(error.path, place) ||
    isAtOtherEnd(error, place)
  );
}

/** Of two items of a list that are the same in a field, the server names the item or the list, and we name the field. */
function isDuplicate({ id, path }: PlacedFinding, place: string): boolean {
  const below = path.slice(place.length);
  return id === 'duplicate-key' && path.startsWith(place) && /^(?:\[\d+\])?(?:\.\w+)?$/.test(below);
}

/** Objects and lists that the server names as a whole where one field in them is wrong, on which we draw the finding. */
const COARSE =
  /\.(?:resizePolicy|schedulingGates\[\d+\]|claims\[\d+\]|dnsConfig\.options\[\d+\]|httpHeaders|envFrom|downwardAPI|os)$/;

/** Two fields do not fit, and we draw the finding on the other one. */
const OTHER_END: readonly (readonly [server: RegExp, id: string, path: RegExp])[] = [
  [/\.template\.metadata\.labels$/, 'api-selector-required', /^spec\.selector$/],
  [/\.resources\.requests$/, 'api-non-overcommit', /\.resources\.limits$/],
];

function isAtOtherEnd({ id, path }: PlacedFinding, place: string): boolean {
  return OTHER_END.some(([server, ours, at]) => id === ours && server.test(place) && at.test(path));
}

function isWithinCoarse(ours: string, place: string): boolean {
  return COARSE.test(place) && (ours.startsWith(`${place}[`) || ours.startsWith(`${place}.`));
}

/** Where a whole object is missing, we name it, and the server the first field that it looks for in it. */
function isMissingWhole({ id, path, message }: PlacedFinding, place: string): boolean {
  const isMissing = id === 'required-field' || message.startsWith('this item is empty');
  return isMissing && place.startsWith(`${withDots(path)}.`);
}

/** We may also name the item of a list where the server names the list. */
function isSame(ours: string, place: string): boolean {
  return ours === place || (ours.startsWith(`${place}[`) && /^\[\d+\]$/.test(ours.slice(place.length)));
}

/**
 * Where the server decodes, it leaves out indices and the keys of maps, and writes the names of embedded types
 * (`volumes.VolumeSource.nfs`).
 */
function isSameToDecoder(ours: string, field: string): boolean {
  const words = field.split('.').filter((word) => !/^[A-Z]/.test(word));
  const path = [...ours.matchAll(/\[([^\]]*)\]|[^.[]+/g)]
    .map(([text, inBrackets]) => inBrackets ?? text)
    .filter((word) => !/^\d+$/.test(word));
  let next = 0;
  for (const word of words) {
    const at = path.indexOf(word, next);
    if (at < 0 || at > next + 1) return false;
    next = at + 1;
  }
  return path.length - next <= 1;
}

/** In a few other places, it leaves indices out, or takes that of another item. */
const WITHOUT_INDICES =
  /topologySpreadConstraints\[\d+\]\.topologyKey$|\.downwardAPI\.items\.|\.projected\.sources\.|\.volumeMounts\.|^spec\.versions\.[a-z]|^spec\.scopeSelector\.matchExpressions\./;

function withoutIndices(path: string): string {
  return withDots(path).replaceAll(/\[\d+\]/g, '');
}
