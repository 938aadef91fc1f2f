import type { AnyCheck, Fix } from './checks/check.ts';
import type { Profile, ResolvedConfig } from './checks/config.ts';
import { nearest } from './checks/config.ts';
import { CONFIG_FILE } from './checks/config/fileName.ts';
import { readConfig } from './checks/config/read.ts';
import { versionFindings } from './checks/documentVersion.ts';
import { ENGINE_FINDINGS } from './checks/engineFindings.ts';
import type { Finding, PlacedFinding } from './checks/finding.ts';
import type { OnError } from './checks/run.ts';
import { CheckRun } from './checks/run.ts';
import type { Waiver } from './checks/waivers.ts';
import { silences, waiversOf } from './checks/waivers.ts';
import { mergeFindings, schemaFindings } from './checks/schemaFindings.ts';
import { groupBy } from './groupBy.ts';
import type { ManifestFile, PlacedDocument } from './manifest/document.ts';
import type { SchemaProvider } from './schema/provider.ts';
import type { Slot, Workspace } from './workspace.ts';

/** Finds what is wrong in one file after another. Keeps what it may from run to run; make a new one when settings change. */
export class Diagnoser {
  readonly #checks: readonly AnyCheck[];
  readonly #config: ResolvedConfig;
  readonly #run: CheckRun;
  readonly #schemas: SchemaProvider | undefined;
  readonly #onError: OnError;

  constructor(
    checks: readonly AnyCheck[],
    config: ResolvedConfig,
    onError: OnError,
    schemas?: SchemaProvider,
  ) {
    this.#checks = checks;
    this.#config = config;
    this.#schemas = schemas;
    this.#onError = onError;
    this.#run = new CheckRun(checks, config, onError);
  }

  get config(): ResolvedConfig {
    return this.#config;
  }

  /** All findings of a file in order, waived ones marked. */
  diagnose(workspace: Workspace, uri: string): PlacedFinding[] {
    const file = workspace.file(uri);
    if (!file) return [];
    const slots = groupBy(workspace.slots(uri), ({ start }) => start);
    const byDocument = file.documents.map((place) => ({
      place,
      findings: this.#document(workspace, place, slots.get(place.start), uri),
    }));
    return this.#applyWaivers(file, byDocument).toSorted(
      (a, b) => a.start + a.span.start - (b.start + b.span.start) || a.id.localeCompare(b.id),
    );
  }

  #document(
    workspace: Workspace,
    { document }: PlacedDocument,
    slots: readonly Slot[] = [],
    uri: string,
  ): Finding[] {
    const profile = this.#config.profile({ uri });
    if (uri.endsWith(`/${CONFIG_FILE}`)) {
      const syntax = this.#syntax(document, profile);
      const broken = syntax.find(({ id }) => id === 'yaml-syntax')?.span.start ?? Infinity;
      const { findings } = readConfig(document, this.#checks);
      return [
        ...syntax,
        ...atLevel(
          findings.filter(({ span }) => span.start < broken),
          profile,
        ),
      ];
    }
    if (!document.isManifest) return [];
    // What a syntax error drags behind it are no mistakes of their own.
    const isBroken = document.problems.some(({ id }) => id === 'yaml-syntax');
    const findings = slots.flatMap((slot) =>
      mergeFindings(isBroken ? [] : this.#schema(workspace, slot), this.#run.findings(workspace, slot)),
    );
    const versions = atLevel(versionFindings(document), profile);
    return withoutRepeats([...this.#syntax(document, profile), ...versions, ...findings]);
  }

  #schema(workspace: Workspace, slot: Slot): Finding[] {
    if (!this.#schemas) return [];
    try {
      return schemaFindings(workspace, slot, this.#schemas, this.#config);
    } catch (error) {
      this.#onError('schema', error);
      return [];
    }
  }

  #syntax(document: PlacedDocument['document'], profile: Profile): Finding[] {
    const findings = document.problems.map((problem): Finding => ({
      ...problem,
      basis: 'yaml',
      path: '',
      resource: undefined,
      related: [],
      tags: [],
      fixes: [],
    }));
    return atLevel(findings, profile);
  }

  #applyWaivers(
    file: ManifestFile,
    documents: readonly { place: PlacedDocument; findings: readonly Finding[] }[],
  ): PlacedFinding[] {
    const everywhere = documents.flatMap(({ place }) =>
      waiversOf(place.document).filter(({ scope }) => scope === 'file'),
    );
    const used: Uses = new Map();
    const placed: PlacedFinding[] = [];
    for (const { place, findings } of documents) {
      const waivers = [...waiversOf(place.document).filter(({ scope }) => scope !== 'file'), ...everywhere];
      for (const finding of findings) {
        const silencing = waivers.filter((waiver) => silences(waiver, finding));
        for (const waiver of silencing) markUsed(used, waiver, finding.id);
        const base = { ...finding, uri: file.uri, start: place.start };
        placed.push(silencing[0] ? { ...base, waived: silencing[0].reason } : base);
      }
    }
    const broken = documents.some(({ place }) => place.document.isBroken);
    for (const { place } of documents) {
      for (const waiver of waiversOf(place.document)) {
        // A broken document gets few findings: what waives the others is not idle.
        if (place.document.isBroken || (broken && waiver.scope === 'file')) continue;
        for (const finding of this.#unused(waiver, used, file.uri))
          placed.push({ ...finding, uri: file.uri, start: place.start });
      }
    }
    return placed;
  }

  /** A waiver, or ids in it, that silence nothing. A check that is off cannot tell, so its waivers are left alone. */
  #unused(waiver: Waiver, used: Uses, uri: string): Finding[] {
    const { resource } = waiver;
    const subject = resource ? { uri, resource } : { uri };
    const level = this.#config.profile(subject).engineLevel('unused-waiver');
    if (level === 'off') return [];
    const idle = waiver.ids.filter(
      (id) => !used.get(waiver)?.has(id) && (this.#run.isOn(id, subject) || !this.#isKnown(id)),
    );
    const whole = waiver.ids.length === 0 && !used.has(waiver);
    if (idle.length === 0 && !whole) return [];
    const left = whole ? [] : waiver.ids.filter((id) => !idle.includes(id));
    const unknown = idle.find((id) => !this.#isKnown(id));
    const near = unknown === undefined ? undefined : this.#nearestId(unknown);
    const fixes: Fix[] = [
      {
        title: left.length > 0 ? `Remove ${list(idle)} from the waiver` : 'Remove the waiver',
        // A misspelt id was meant: its waiver is not thrown away unasked.
        safe: near === undefined,
        edits: () => waiver.keepOnly(left),
      },
    ];
    if (near !== undefined) {
      const renamed = waiver.ids.map((id) => (id === unknown ? near : id));
      fixes.unshift({ title: `Change to \`${near}\``, safe: false, edits: () => waiver.keepOnly(renamed) });
    }
    return [
      {
        id: 'unused-waiver',
        severity: level,
        basis: 'guardrail',
        message: unusedMessage(idle, left, unknown, near),
        span: waiver.span,
        path: '',
        resource: waiver.resource,
        related: [],
        tags: ['unnecessary'],
        fixes,
      },
    ];
  }

  #isKnown(id: string): boolean {
    return (
      this.#checks.some((check) => check.id === id) || ENGINE_FINDINGS.some((finding) => finding.id === id)
    );
  }

  #nearestId(id: string): string | undefined {
    return nearest(
      id,
      [...this.#checks, ...ENGINE_FINDINGS].map((one) => one.id),
    );
  }
}

function unusedMessage(
  idle: readonly string[],
  left: readonly string[],
  unknown: string | undefined,
  near: string | undefined,
): string {
  if (unknown !== undefined) {
    return `there is no check \`${unknown}\`: ${near ? `did you mean \`${near}\`?` : 'remove it from the waiver'}`;
  }
  if (left.length === 0) return 'this waiver silences nothing: remove it';
  return `${list(idle)} silence${idle.length > 1 ? '' : 's'} nothing here: remove ${idle.length > 1 ? 'them' : 'it'} from the waiver`;
}

type Uses = Map<Waiver, Set<string>>;

function markUsed(used: Uses, waiver: Waiver, id: string): void {
  const ids = used.get(waiver);
  if (ids) ids.add(id);
  else used.set(waiver, new Set([id]));
}

function list(ids: readonly string[]): string {
  return ids.map((id) => `\`${id}\``).join(', ');
}

function atLevel(findings: readonly Finding[], profile: Profile): Finding[] {
  return findings.flatMap((finding) => {
    const severity = profile.engineLevel(finding.id);
    return severity === 'off' ? [] : [{ ...finding, severity }];
  });
}

/** A value that two containers share through an anchor is reported once. */
function withoutRepeats(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ id, span, message }) => {
    const key = `${id} ${span.start} ${span.end} ${message}`;
    return !seen.has(key) && seen.add(key);
  });
}
