/** Texts of `Warning:` headers, as `299 - "text"` with quotes inside escaped (https://www.rfc-editor.org/rfc/rfc7234#section-5.5). */
export function warningTexts(headers: readonly string[] = []): string[] {
  return headers.flatMap((header) =>
    [...header.matchAll(/\d{3} \S+ "((?:[^"\\]|\\.)*)"/g)].map((match) =>
      (match[1] ?? '').replaceAll(/\\(.)/g, '$1'),
    ),
  );
}
