import type { AnyCheck } from './checks/check.ts';
import type { Profile, ResolvedConfig } from './checks/config.ts';
import { CONFIG_FILE } from './checks/config/fileName.ts';
import { readConfig } from './checks/config/read.ts';
import { versionFindings } from './checks/documentVersion.ts';
import type { Finding, PlacedFinding } from './checks/finding.ts';
import type { OnError } from './checks/run.ts';
import { CheckRun } from './checks/run.ts';
import type { PlacedWaiver } from './checks/waivers/apply.ts';
import { applyWaivers } from './checks/waivers/apply.ts';
import { mergeFindings, schemaFindings } from './checks/schemaFindings.ts';
import { halfObjectFindings } from './checks/halfObjectFindings.ts';
import { groupBy } from './groupBy.ts';
import type { PlacedDocument } from './manifest/document.ts';
import { isOfTest } from './references/testFiles.ts';
import type { SchemaProvider } from './schema/provider.ts';
import { Kept } from './workspace/kept.ts';
import { isKustomization } from './workspace/kustomize.ts';
import type { Slot, Workspace } from './workspace.ts';

/** Finds what is wrong in one file after another. Keeps what it may from run to run; make a new one when settings change. */
export class Diagnoser {
  readonly #checks: readonly AnyCheck[];
  readonly #config: ResolvedConfig;
  readonly #run: CheckRun;
  readonly #schemas: SchemaProvider | undefined;
  readonly #onError: OnError;
  /** The day, as in `2026-01-31`: it ends waivers. */
  readonly #today: (() => string) | undefined;
  /** What is found in each object, until something changes that was looked at for it. */
  readonly #kept = new WeakMap<Slot, Kept<readonly Finding[]>>();
  /** What is found in a document that is one object, by what is found in that. */
  readonly #whole = new WeakMap<readonly Finding[], readonly Finding[]>();

  constructor(
    checks: readonly AnyCheck[],
    config: ResolvedConfig,
    onError: OnError,
    schemas?: SchemaProvider,
    today?: () => string,
  ) {
    this.#checks = checks;
    this.#config = config;
    this.#schemas = schemas;
    this.#onError = onError;
    this.#today = today;
    this.#run = new CheckRun(checks, config, onError);
  }

  /** The checks it runs: ours, and those of the config file. */
  get checks(): readonly AnyCheck[] {
    return this.#checks;
  }

  get config(): ResolvedConfig {
    return this.#config;
  }

  /** All findings of a file in order, waived ones marked. */
  diagnose(workspace: Workspace, uri: string): PlacedFinding[] {
    return this.#judged(workspace, uri).findings.toSorted(
      (a, b) => a.start + a.span.start - (b.start + b.span.start) || a.id.localeCompare(b.id),
    );
  }

  /** All waivers of a file in order, and what came of them. */
  waivers(workspace: Workspace, uri: string): readonly PlacedWaiver[] {
    return this.#judged(workspace, uri).waivers.toSorted(
      (a, b) => a.start + a.waiver.span.start - (b.start + b.waiver.span.start),
    );
  }

  #judged(workspace: Workspace, uri: string): ReturnType<typeof applyWaivers> {
    const file = workspace.file(uri);
    if (!file) return { findings: [], waivers: [] };
    const slots = groupBy(workspace.slots(uri), ({ start }) => start);
    const documents = file.documents.map((place) => ({
      place,
      findings: this.#document(workspace, place, slots.get(place.start), uri),
    }));
    return applyWaivers(file, documents, {
      checks: this.#checks,
      config: this.#config,
      isOn: (id, subject) => this.#run.isOn(id, subject),
      today: this.#today?.(),
    });
  }

  #document(
    workspace: Workspace,
    { document }: PlacedDocument,
    slots: readonly Slot[] = [],
    uri: string,
  ): readonly Finding[] {
    const profile = this.#config.profile({ uri });
    if (uri.endsWith(`/${CONFIG_FILE}`)) {
      const syntax = this.#syntax(document, profile);
      const broken = syntax.find(({ id }) => id === 'yaml-syntax')?.span.start ?? Infinity;
      const { findings } = readConfig(
        document,
        this.#checks.filter(({ category }) => category !== 'custom'),
      );
      return [
        ...syntax,
        ...atLevel(
          findings.filter(({ span }) => span.start < broken),
          profile,
        ),
      ];
    }
    if (!document.isManifest) {
      // Kustomize itself knows what its files are.
      return isKustomization(uri) ? [] : atLevel(halfObjectFindings(document), profile);
    }
    const ofObjects = slots.map((slot) => this.#object(workspace, slot));
    const [only] = ofObjects.length === 1 ? ofObjects : [];
    const known = only && this.#whole.get(only);
    if (known) return known;
    const versions = atLevel(versionFindings(document, this.#config.knowsClusters), profile);
    const whole = withoutRepeats([...this.#syntax(document, profile), ...versions, ...ofObjects.flat()]);
    if (only) this.#whole.set(only, whole);
    return whole;
  }

  #object(workspace: Workspace, slot: Slot): readonly Finding[] {
    let kept = this.#kept.get(slot);
    if (!kept) {
      // What a syntax error drags behind it are no mistakes of their own.
      const schema = slot.document.isBroken ? () => [] : () => this.#schema(workspace, slot);
      const find = (): Finding[] =>
        isOfTest(workspace, slot.uri) ? [] : mergeFindings(schema(), this.#run.findings(workspace, slot));
      kept = new Kept<readonly Finding[]>(workspace, find);
      this.#kept.set(slot, kept);
    }
    return kept.value;
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
