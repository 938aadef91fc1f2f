/** A language inside a block scalar, known by the extension of the key: `app.py: |`. */
interface EmbeddedLanguage {
  readonly name: string;
  /** VS Code's id of the language, which decides on comments and brackets there. */
  readonly language: string;
  /** The grammar to include; one that is not installed leaves the text plain. */
  readonly grammar: string;
  /** Regular expression for the whole key. */
  readonly key: string;
  /** What the grammar finds only behind `^`, which is no part of an indented text. */
  readonly lineStart?: readonly object[];
}

/** A section of an ini file. */
const SECTION = {
  match: String.raw`\G[ \t]*(\[)([^\]]*)(\])`,
  captures: {
    1: { name: 'punctuation.definition.entity.ini' },
    2: { name: 'entity.name.section.group-title.ini' },
    3: { name: 'punctuation.definition.entity.ini' },
  },
};

/** What ConfigMaps hold, in the order of the alphabet. */
export const EMBEDDED_LANGUAGES: readonly EmbeddedLanguage[] = [
  byExtension('css', 'css', 'source.css', 'css'),
  byExtension('html', 'html', 'text.html.derivative', 'html?'),
  { ...byExtension('ini', 'ini', 'source.ini', 'ini|cfg|cnf'), lineStart: [SECTION] },
  byExtension('javascript', 'javascript', 'source.js', '[cm]?js'),
  byExtension('json', 'json', 'source.json', 'json'),
  byExtension('lua', 'lua', 'source.lua', 'lua'),
  byExtension('markdown', 'markdown', 'text.html.markdown', 'md'),
  {
    name: 'nginx',
    language: 'nginx',
    grammar: 'source.nginx',
    key: String.raw`nginx\.conf|[\w.-]+\.nginx`,
  },
  byExtension('properties', 'properties', 'source.ini', 'properties'),
  byExtension('python', 'python', 'source.python', 'py'),
  byExtension('shell', 'shellscript', 'source.shell', '(?:ba|z)?sh'),
  byExtension('sql', 'sql', 'source.sql', 'sql'),
  byExtension('toml', 'toml', 'source.toml', 'toml'),
  byExtension('typescript', 'typescript', 'source.ts', '[cm]?ts'),
  byExtension('xml', 'xml', 'text.xml', 'xml'),
  byExtension('yaml', 'yaml', 'source.yaml.embedded', 'ya?ml'),
];

function byExtension(name: string, language: string, grammar: string, extension: string): EmbeddedLanguage {
  return { name, language, grammar, key: String.raw`[\w.-]*\.(?:${extension})` };
}

/** The grammar that colours the text of such block scalars, as an injection into YAML. */
export function embeddedGrammar(): Record<string, unknown> {
  return {
    scopeName: 'kube-guardrails.embedded.injection',
    injectionSelector: 'L:source.yaml - comment - string - meta.embedded',
    patterns: EMBEDDED_LANGUAGES.map(blockScalar),
  };
}

/**
 * A block scalar ends with the first line that is not indented deeper than its key. The YAML grammar may have
 * consumed the key's indentation of a line already (`\G` is behind it), or may not (`\G` is at the line's start).
 */
function blockScalar({ name, grammar, key, lineStart = [] }: EmbeddedLanguage): Record<string, unknown> {
  return {
    begin: String.raw`(?<=^([ ]*)(?:-[ ]+)*["']?(?:${key})["']?[ \t]*:[ \t]+)(\|)([+-]?[1-9]?[+-]?)(?=[ \t]*$|[ \t]+#)`,
    beginCaptures: {
      2: { name: 'keyword.control.flow.block-scalar.literal.yaml' },
      3: { name: 'storage.modifier.chomping-indicator.yaml' },
    },
    while: String.raw`^(?=\1[ ])|(?!^)\G(?=[ ])|(?:^|\G)(?=[ \t]*$)`,
    patterns: [
      { match: '#.*$', name: 'comment.line.number-sign.yaml' },
      {
        // From the end of the first line on.
        begin: '$',
        while: String.raw`\G`,
        patterns: [
          {
            // The first line that is not blank gives the indentation of the text. Its last column stays,
            // because grammars such as that of shell scripts know a comment by the space before it.
            begin: String.raw`\G([ ]*)(?=[ ][^ \r\n])`,
            while: String.raw`\G(?:\1|(?=[ \t]*$))`,
            contentName: `meta.embedded.block.${name}.yaml`,
            patterns: [...lineStart, { include: grammar }],
          },
        ],
      },
    ],
  };
}
