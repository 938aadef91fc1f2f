import { defineCheck } from '../check.ts';
import { decode, isBase64 } from './base64.ts';
import { configData, isPending } from './configData.ts';

const PARTS = {
  'tls.crt': { what: 'certificate', begins: /-----BEGIN CERTIFICATE-----/ },
  'tls.key': { what: 'private key', begins: /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/ },
};

export default defineCheck({
  id: 'warn-tls-secret',
  title: 'A Secret for TLS holds a certificate and a key',
  category: 'storage',
  severity: 'warning',
  basis: 'api',
  scope: 'object',
  kinds: ['Secret'],
  on: 'object',
  fix: null,
  check({ target, resource, report }) {
    const data = configData(resource);
    if (!data || target.at('type').string !== 'kubernetes.io/tls') return;
    for (const [key, { what, begins }] of Object.entries(PARTS)) {
      const [text, encoded] = [data.text.at(key), data.base64.at(key)];
      const field = text.exists ? text : encoded;
      const value = field.string;
      if (!value || isPending(value, resource) || (field === encoded && !isBase64(value))) continue;
      const pem = field === text ? value : decode(value);
      if (pem === '' || isPending(pem, resource) || begins.test(pem)) continue;
      const switched = Object.values(PARTS).some((part) => part.begins.test(pem));
      const hint = switched
        ? ': it seems to be in the place of the other'
        : ' in PEM (`-----BEGIN ...-----`)';
      report(field, `this is no ${what}${hint}`);
    }
  },
});
