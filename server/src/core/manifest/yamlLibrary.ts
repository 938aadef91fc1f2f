import type { Document } from 'yaml';
import { Lexer, parseDocument, stringify } from 'yaml';
import { readJoined } from './quotedLines.ts';
import { API_DIALECT } from './yamlDialect.ts';

/*
 * What needs the YAML library as a whole, and most manifests do not need: they are read by plainYaml.ts. It is a bundle of its
 * own, loaded when one of these functions is first called. Its nodes are told by `isMap` and the like, never by `instanceof`.
 */

/** The YAML library's reading of a text in the dialect of the API machinery. */
export function parseWithLibrary(text: string): Document.Parsed {
  const document = read(text);
  return document.errors.length > 0 ? readJoined(text, document, read) : document;
}

function read(text: string): Document.Parsed {
  return parseDocument(text, {
    ...API_DIALECT,
    prettyErrors: false,
    uniqueKeys: false,
    logLevel: 'silent',
  });
}

/** The parts of a text as the lexer tells them apart, some of them marks of its own (https://eemeli.org/yaml/#lexer). */
export function lex(text: string): Iterable<string> {
  return new Lexer().lex(text);
}

/** A text, number, boolean or null as it is written on one line. */
export function writeScalar(value: string | number | boolean | null): string {
  return stringify(value, { version: '1.1', lineWidth: 0 }).trimEnd();
}
