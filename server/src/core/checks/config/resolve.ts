import { matcher } from '../../globs.ts';
import type { Matches } from '../../globs.ts';
import { CLUSTER, LATEST_MINOR, parseWanted } from '../../kinds/versions.ts';
import type { Minor, Target, Wanted } from '../../kinds/versions.ts';
import type { EditorSettings } from '../../settings.ts';
import { pathBelow } from '../../workspace/uris.ts';
import type { AnyCheck, OptionSpec, OptionValue } from '../check.ts';
import type {
  CheckSetting,
  Condition,
  Level,
  Override,
  Profile,
  ProjectConfig,
  ResolvedConfig,
  Subject,
  WaiverRule,
} from '../config.ts';
import { CONDITIONS } from '../config.ts';
import { ENGINE_FINDINGS } from '../engineFindings.ts';
import { DEFAULT_PRESET, presetLevel } from './presets.ts';
import { settingOf } from './settings.ts';

/**
 * Puts the editor's settings over the overrides over the checks of the config file over its presets.
 * @param folder address of the config file's folder, from which the globs of files count.
 * @param cluster the version of the chosen cluster, as far as it is known; not given where there are no clusters.
 */
export function resolveConfig(
  project: ProjectConfig | undefined,
  editor: EditorSettings | undefined,
  checks: readonly AnyCheck[],
  folder = '',
  cluster?: { readonly version: Minor | undefined },
): ResolvedConfig {
  const layers: Layers = {
    presets: editor?.presets ?? project?.extends ?? [DEFAULT_PRESET],
    project: project?.checks ?? NOTHING,
    waivers: project?.waivers ?? 'allowed',
    editor: editorSettings(editor, checks),
    only: editor?.only && new Set(editor.only),
  };
  const overrides = (project?.overrides ?? []).map((override, index) => new Rule(override, index, folder));
  const profiles = new Map<string, Profile>();
  const profileOf: ProfileOf = (active, pending) => {
    const key = [active, pending].map((rules) => rules.map(({ index }) => index).join(',')).join('/');
    let profile = profiles.get(key);
    if (!profile) profiles.set(key, (profile = makeProfile(key, active, pending, layers, profileOf)));
    return profile;
  };
  const base = profileOf([], []);
  const ofFile = rememberFiles(overrides);
  const own = parseWanted(editor?.kubernetesVersion ?? '');
  const wanted = own ?? project?.version ?? LATEST_MINOR;
  const target = (one: Wanted): Target =>
    one === CLUSTER
      ? { version: cluster?.version ?? LATEST_MINOR, isCluster: true }
      : { version: one, isCluster: false };
  return {
    ...base,
    version: target(wanted).version,
    targetOf: (uri, inText) =>
      target(
        inText ??
          own ??
          ofFile(uri).findLast(({ override }) => override.version !== undefined)?.override.version ??
          wanted,
      ),
    knowsClusters: cluster !== undefined,
    isNarrowed:
      editor?.only !== undefined ||
      editor?.presets !== undefined ||
      [...layers.editor.values()].some(({ severity }) => severity === 'off'),
    profile: (subject) => {
      if (overrides.length === 0) return base;
      const rules = ofFile(subject.uri).filter((rule) => rule.holdsFor(subject));
      return profileOf(
        rules.filter((rule) => !rule.isForContainers),
        rules.filter((rule) => rule.isForContainers),
      );
    },
  };
}

/** The overrides whose `files` match, remembered per file. */
function rememberFiles(overrides: readonly Rule[]): (uri: string) => readonly Rule[] {
  const known = new Map<string, readonly Rule[]>();
  return (uri) => {
    let rules = known.get(uri);
    if (!rules) known.set(uri, (rules = overrides.filter((rule) => rule.holdsIn(uri))));
    return rules;
  };
}

/** An override with its globs prepared. */
class Rule {
  readonly override: Override;
  readonly index: number;
  readonly #folder: string;
  readonly #matches: ReadonlyMap<Condition, Matches>;

  constructor(override: Override, index: number, folder: string) {
    this.override = override;
    this.index = index;
    this.#folder = folder;
    this.#matches = new Map(
      CONDITIONS.flatMap((name) => (override[name] ? [[name, matcher(override[name])] as const] : [])),
    );
  }

  holdsIn(uri: string): boolean {
    const matches = this.#matches.get('files');
    if (!matches) return true;
    const path = pathBelow(uri, this.#folder);
    return path !== undefined && matches(path);
  }

  /** Whether it holds for an object, its containers left aside. A namespace or name that is left open matches nothing. */
  holdsFor({ resource }: Subject): boolean {
    const fits = (name: Condition, value: string | undefined): boolean => {
      const matches = this.#matches.get(name);
      return !matches || (value !== undefined && matches(value));
    };
    if (this.isForContainers && !resource) return false;
    return (
      fits('kinds', resource?.kind) &&
      fits('namespaces', resource?.namespace) &&
      fits('names', resource?.name)
    );
  }

  get isForContainers(): boolean {
    return this.#matches.has('containers');
  }

  holdsForContainer(name: string | undefined): boolean {
    const matches = this.#matches.get('containers');
    return !matches || (name !== undefined && matches(name));
  }
}

type Settings = ReadonlyMap<string, CheckSetting>;

const NOTHING: Settings = new Map();

interface Layers {
  readonly presets: readonly string[];
  readonly project: Settings;
  readonly waivers: WaiverRule;
  readonly editor: Settings;
  readonly only: ReadonlySet<string> | undefined;
}

/** @param pending overrides that hold for containers of some name, which is not known yet. */
type ProfileOf = (active: readonly Rule[], pending: readonly Rule[]) => Profile;

function makeProfile(
  key: string,
  active: readonly Rule[],
  pending: readonly Rule[],
  { presets, project, waivers, editor, only }: Layers,
  profileOf: ProfileOf,
): Profile {
  const exceptions = [editor, ...active.map(({ override }) => override.checks).toReversed()];
  const stack = [...exceptions, project];
  const severity = (id: string, otherwise: () => Level): Level =>
    only?.has(id) === false ? 'off' : (severityIn(stack, id) ?? otherwise());
  const level = remembered((check: AnyCheck): Level => {
    const found = severity(check.id, () => presetLevel(presets, check));
    const isAskedFor = only?.has(check.id) && severityIn(exceptions, check.id) === undefined;
    return isAskedFor && found === 'off' ? ownSeverity(check) : found;
  });
  const turnsOn = ({ override }: Rule, { id }: AnyCheck): boolean =>
    (override.checks.get(id)?.severity ?? 'off') !== 'off';
  const inContainer = (name: string | undefined): Profile => {
    const rules = [...active, ...pending.filter((rule) => rule.holdsForContainer(name))];
    return profileOf(
      rules.toSorted((a, b) => a.index - b.index),
      [],
    );
  };
  return {
    key,
    level,
    options: remembered((check) => optionsOf(check, stack)),
    engineLevel: (id) => severity(id, () => ENGINE_FINDINGS.find((one) => one.id === id)?.severity ?? 'off'),
    waivers: (id) =>
      stack.find((settings) => settings.get(id)?.waivers !== undefined)?.get(id)?.waivers ?? waivers,
    inContainer: pending.length > 0 ? inContainer : undefined,
    isOnSomewhere: (check) => level(check) !== 'off' || pending.some((rule) => turnsOn(rule, check)),
  };
}

/** What the strongest of these settings says, which comes first. */
function severityIn(stack: readonly Settings[], id: string): Level | undefined {
  return stack.map((settings) => settings.get(id)?.severity).find((found) => found !== undefined);
}

function ownSeverity({ severity }: AnyCheck): Level {
  return severity === 'off' ? 'warning' : severity;
}

/** Defaults, over which the settings are laid, the strongest of which comes first. */
function optionsOf(check: AnyCheck, stack: readonly Settings[]): Readonly<Record<string, OptionValue>> {
  const table: Readonly<Record<string, OptionSpec>> = check.options ?? {};
  const values = Object.fromEntries(Object.entries(table).map(([name, spec]) => [name, spec.default]));
  for (const settings of stack.toReversed()) Object.assign(values, settings.get(check.id)?.options);
  return values;
}

function editorSettings(editor: EditorSettings | undefined, checks: readonly AnyCheck[]): Settings {
  const settings = new Map<string, CheckSetting>();
  if (!editor) return settings;
  const known: readonly Pick<AnyCheck, 'id' | 'options'>[] = [...checks, ...ENGINE_FINDINGS];
  for (const { id, options } of known) {
    const setting = settingOf(editor.checks[id], options ?? {});
    if (setting) settings.set(id, setting);
  }
  return settings;
}

function remembered<V>(compute: (check: AnyCheck) => V): (check: AnyCheck) => V {
  const known = new Map<AnyCheck, V>();
  return (check) => {
    let value = known.get(check);
    if (value === undefined) known.set(check, (value = compute(check)));
    return value;
  };
}
