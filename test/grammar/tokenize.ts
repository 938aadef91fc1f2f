import { existsSync, globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';
import { cacheFolder } from '../../scripts/vscodeHost.ts';

const ROOT = join(import.meta.dirname, '../..');

/** A grammar as JSON text and the name of its file. */
interface GrammarFile {
  readonly path: string;
  readonly text: string;
}

/** A part of a line with all its scopes, outermost first, without the root. */
export interface Token {
  readonly text: string;
  readonly scopes: readonly string[];
}

/** Splits a YAML text into lines of tokens, with our injections on top of the YAML grammar given. */
export async function tokenize(text: string, grammars: ReadonlyMap<string, GrammarFile>): Promise<Token[][]> {
  const registry = new textmate.Registry({
    onigLib: onigLib(),
    loadGrammar: async (scope) => {
      const file = grammars.get(scope);
      return file ? textmate.parseRawGrammar(file.text, file.path) : null;
    },
    getInjections: (scope) => (scope === 'source.yaml' ? INJECTIONS : undefined),
  });
  const grammar = await registry.loadGrammar('source.yaml');
  if (!grammar) throw new Error('there is no grammar for source.yaml');
  let state = textmate.INITIAL;
  return text.split('\n').map((line) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    return tokens.map(({ startIndex, endIndex, scopes }) => ({
      text: line.slice(startIndex, endIndex),
      scopes: scopes.slice(1),
    }));
  });
}

const INJECTIONS = ['kube-guardrails.waiver.injection', 'kube-guardrails.embedded.injection'];

/** Our grammars, and a stand-in for YAML's and for two embedded languages that knows just enough. */
export function standInGrammars(): Map<string, GrammarFile> {
  return byScope([...ourGrammars(), join(import.meta.dirname, 'standIn.json'), ...standInLanguages()]);
}

/** Our grammars and those of the VS Code that other tests have fetched; `undefined` as long as none has. */
export function editorGrammars(): Map<string, GrammarFile> | undefined {
  const extensions = globSync('vscode-*/lib/vscode/extensions', { cwd: cacheFolder() }).map((path) =>
    join(cacheFolder(), path),
  );
  const folder = extensions.find((path) => existsSync(join(path, 'yaml/syntaxes')));
  if (folder === undefined) return undefined;
  const names = ['yaml', 'python', 'json', 'shellscript', 'ini'];
  return byScope([
    ...ourGrammars(),
    ...names.flatMap((name) =>
      globSync(`${name}/syntaxes/*.json`, { cwd: folder }).map((path) => join(folder, path)),
    ),
  ]);
}

function ourGrammars(): string[] {
  return globSync('syntaxes/*.json', { cwd: ROOT }).map((path) => join(ROOT, path));
}

function standInLanguages(): string[] {
  return globSync('standIn.*.json', { cwd: import.meta.dirname }).map((name) =>
    join(import.meta.dirname, name),
  );
}

function byScope(paths: readonly string[]): Map<string, GrammarFile> {
  return new Map(
    paths.map((path) => {
      const text = readFileSync(path, 'utf8');
      return [(JSON.parse(text) as { scopeName: string }).scopeName, { path, text }];
    }),
  );
}

let loaded: Promise<textmate.IOnigLib> | undefined;

async function onigLib(): Promise<textmate.IOnigLib> {
  loaded ??= (async () => {
    const wasm = createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm');
    await oniguruma.loadWASM(readFileSync(wasm));
    return {
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    };
  })();
  return loaded;
}
