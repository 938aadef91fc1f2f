import type { PlacedDocument, ManifestFile } from '../../manifest/document.ts';
import type { AnyCheck, RelatedPlace } from '../check.ts';
import type { ResolvedConfig, Subject } from '../config.ts';
import type { Finding, PlacedFinding } from '../finding.ts';
import type { Waiver } from '../waivers.ts';
import { silencedBy, waiversOf } from '../waivers.ts';
import type { Aliases } from './aliases.ts';
import { aliasesOf } from './aliases.ts';
import { STANDS_FOR } from './foreignIds.ts';
import { refusalFindings } from './refusals.ts';
import { misspeltWaivers } from './misspelt.ts';
import { unusedFinding } from './unused.ts';

/** What waivers are judged by. */
export interface WaiverRules {
  readonly checks: readonly AnyCheck[];
  readonly config: ResolvedConfig;
  readonly isOn: (id: string, subject: Subject) => boolean;
  /** `2026-01-31`; without it, no waiver expires. */
  readonly today: string | undefined;
}

export interface CheckedDocument {
  readonly place: PlacedDocument;
  readonly findings: readonly Finding[];
}

/** A waiver of a file and what came of it. */
export interface PlacedWaiver {
  readonly waiver: Waiver;
  /** Where its document starts in the file. */
  readonly start: number;
  /** The names of it that speak of a finding; `''` if it names none. */
  readonly used: ReadonlySet<string>;
  /** Why it silences nothing of a check, by id. */
  readonly refused: ReadonlyMap<string, Refusal>;
  /** Why it silences nothing at all. */
  readonly over: Refusal | undefined;
}

/** Its time is over or cannot be read; the config file forbids it, or wants a reason. */
export type Refusal = 'expired' | 'undated' | 'forbidden' | 'reason';

interface State {
  readonly waiver: Waiver;
  readonly start: number;
  readonly used: Set<string>;
  readonly refused: Map<string, Refusal>;
  readonly over: Refusal | undefined;
}

/** All findings of a file with those marked that a waiver silences, and what is wrong with the waivers themselves. */
export function applyWaivers(
  { uri }: ManifestFile,
  documents: readonly CheckedDocument[],
  rules: WaiverRules,
): { findings: PlacedFinding[]; waivers: readonly PlacedWaiver[] } {
  const aliases = aliasesOf(rules.checks);
  const states = documents.flatMap(({ place }) =>
    waiversOf(place.document).map((waiver) => stateOf(waiver, place, rules)),
  );
  const everywhere = states.filter(({ waiver }) => waiver.scope === 'file');
  const placed: PlacedFinding[] = [];
  for (const { place, findings } of documents) {
    const here = states.filter(({ start, waiver }) => start === place.start && waiver.scope !== 'file');
    const waivers = [...here, ...everywhere];
    for (const finding of findings) {
      const at = { ...finding, uri, start: place.start };
      placed.push(waivers.length === 0 ? at : silence(at, waivers, aliases, rules));
    }
  }
  const broken = documents.some(({ place }) => place.document.isBroken);
  for (const { place } of documents) {
    // A broken document gets few findings: what waives the others is not idle.
    if (place.document.isBroken) continue;
    const own = states.filter(
      ({ start, waiver }) => start === place.start && !(broken && waiver.scope === 'file'),
    );
    for (const finding of waiverFindings(place, own, uri, rules))
      placed.push({ ...finding, uri, start: place.start });
  }
  return { findings: placed, waivers: states };
}

function stateOf(waiver: Waiver, { start }: PlacedDocument, rules: WaiverRules): State {
  return { waiver, start, used: new Set(), refused: new Map(), over: overOf(waiver, rules) };
}

/** Whether a waiver's time is over or its end cannot be read. */
function overOf({ until }: Waiver, { today }: WaiverRules): Refusal | undefined {
  if (until === undefined) return undefined;
  if (!isDate(until)) return 'undated';
  return today !== undefined && today > until ? 'expired' : undefined;
}

/** Marks a finding as waived, unless no waiver of it is allowed; then says of one that its time is over. */
function silence(
  finding: PlacedFinding,
  states: readonly State[],
  aliases: Aliases,
  rules: WaiverRules,
): PlacedFinding {
  let waived: Waiver | undefined;
  const refusals: RelatedPlace[] = [];
  for (const [state, name] of matching(finding, states, aliases)) {
    const { waiver } = state;
    state.used.add(name);
    const refusal = state.over ?? refusalOf(waiver, finding, rules);
    if (refusal === undefined) waived ??= waiver;
    else {
      state.refused.set(finding.id, refusal);
      const message = RELATED[refusal](waiver);
      refusals.push({ span: waiver.span, message, origin: { uri: finding.uri, start: state.start } });
    }
  }
  if (waived) return { ...finding, waived: waived.reason };
  return refusals.length === 0 ? finding : { ...finding, related: [...finding.related, ...refusals] };
}

/** The waivers that speak of a finding, each with its name for it. */
function matching(finding: PlacedFinding, states: readonly State[], aliases: Aliases): [State, string][] {
  const find = (about: Finding, among: readonly State[]): [State, string][] =>
    among.flatMap((state) => {
      const name = silencedBy(state.waiver, about, aliases);
      return name === undefined ? [] : [[state, name] as [State, string]];
    });
  const found = find(finding, states);
  const parts = STANDS_FOR[finding.id];
  if (!parts) return found;
  const tools = new Set(states.flatMap(({ waiver }) => waiver.tool ?? []));
  for (const tool of tools) {
    const own = states.filter(({ waiver }) => waiver.tool === tool);
    const named = parts.filter((id) => aliases.of(tool).has(id));
    const byPart = named.map((id) => find({ ...finding, id }, own));
    if (byPart.length > 0 && byPart.every((one) => one.length > 0)) found.push(...byPart.flat());
  }
  return found;
}

const RELATED: Readonly<Record<Refusal, (waiver: Waiver) => string>> = {
  expired: ({ until }) => `its waiver expired after ${until}`,
  undated: () => 'its waiver has an end that is no date',
  forbidden: () => 'its waiver is one that the config file forbids',
  reason: () => 'its waiver lacks the reason that the config file asks for',
};

function refusalOf({ reason }: Waiver, finding: PlacedFinding, { config }: WaiverRules): Refusal | undefined {
  const rule = config.profile(subjectOf(finding)).waivers(finding.id);
  if (rule === 'forbidden') return 'forbidden';
  return rule === 'with-reason' && (reason === '' || /^TODO\b/.test(reason)) ? 'reason' : undefined;
}

/** A day of the calendar, as in ISO 8601. */
function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function subjectOf({ uri, resource }: Pick<PlacedFinding, 'uri' | 'resource'>): Subject {
  return resource ? { uri, resource } : { uri };
}

/** What is wrong with the waivers of a document. */
function waiverFindings(
  { document }: PlacedDocument,
  states: readonly State[],
  uri: string,
  rules: WaiverRules,
): Finding[] {
  const level = (id: string, waiver?: Waiver): Finding['severity'] | 'off' =>
    rules.config.profile(subjectOf({ uri, resource: waiver?.resource })).engineLevel(id);
  const findings = misspeltWaivers(document).map((finding) => ({ finding, severity: level(finding.id) }));
  const mayBeNeeded = ({ ids }: Waiver): boolean => ids.length === 0 && rules.config.isNarrowed;
  for (const { waiver, used, refused, over } of states) {
    const isOn = (id: string): boolean => rules.isOn(id, subjectOf({ uri, resource: waiver.resource }));
    const ofWaiver = [
      ...refusalFindings(waiver, refused, over),
      ...(mayBeNeeded(waiver) ? [] : unusedFinding(waiver, used, isOn, rules.checks)),
    ];
    for (const finding of ofWaiver) findings.push({ finding, severity: level(finding.id, waiver) });
  }
  return findings.flatMap(({ finding, severity }) => (severity === 'off' ? [] : [{ ...finding, severity }]));
}
