import { describe, expect, it } from 'vitest';
import { credentialIn } from './credentialForms.ts';
import { isSecret, isSecretLine } from './secretValues.ts';
import { processorTime } from '../../../../../test/harness/processorTime.ts';

/** Put together here, so that no search for credentials stops at this file. */
const made = (...parts: string[]): string => parts.join('');
const KEY = made('-----BEGIN RSA PRIVATE', ' KEY-----\n', 'MIIEowIBAAKCAQEAx1Zq8n3Wv0pLk2Jd7Rt5Yb9Cf4Gh6\n');

describe('secrets by their key', () => {
  it.each([
    ['DB_PASSWORD', 'hunter2'],
    ['POSTGRES_PASSWORD', 'postgres'],
    ['MYSQL_ROOT_PASSWORD', 'p@ss/word'],
    ['adminPassword', '12345'],
    ['SECRET_BLAH', 'secretsquirrels'],
    ['DJANGO_SECRET_KEY', 'q7Rk2vXw9LmZ4tYp'],
    ['API_KEY', '0c1f3b5e7a9d2468'],
    ['client-secret', '6f1d2c3b-4a59-4e8f-9b7a-1c2d3e4f5a6b'],
    ['REFRESH_TOKEN', 'q7Rk2vXw9LmZ'],
    ['spring.datasource.password', 'correct-horse-42'],
    ['AWS_SECRET_ACCESS_KEY', 'Jz8QkLw3RtYv5BnM7XcP2DfG6HsK9AaEoUiWpTrN'],
    ['KEY_PASSPHRASE', 'open-the-door'],
  ])('%s: %s', (key, value) => {
    expect(isSecret(key, value)).toBe(true);
  });

  it.each([
    ['DB_PASSWORD_FILE', 'hunter2hunter'],
    ['DB_PASSWORD', '/run/secrets/db'],
    ['DB_PASSWORD', '${DB_PASSWORD}'],
    ['DB_PASSWORD', '$(DB_PASSWORD)'],
    ['DB_PASSWORD', '<password>'],
    ['DB_PASSWORD', '{{ .Values.password }}'],
    ['DB_PASSWORD', 'changeme'],
    ['DB_PASSWORD', 'your-password-here'],
    ['DB_PASSWORD', 'xxxxxxxx'],
    ['DB_PASSWORD', 'vault:secret/data/db#password'],
    ['DB_PASSWORD', 'ref+vault://db/password'],
    ['DB_PASSWORD', 'my-db-secret'],
    ['DB_PASSWORD', ''],
    ['ALLOW_EMPTY_PASSWORD', 'yes-please'],
    ['PASSWORD_MIN_LENGTH', '12345678'],
    ['SECRET_NAME', 'webwebwebweb'],
    ['IMAGE_PULL_SECRET', 'registrycredentials1'],
    ['TLS_SECRET', 'webcertificate1'],
    ['SECRET_REF', 'team/web'],
    ['TOKEN', 'https://example.org/token'],
    ['TOKEN_ENV', 'GITHUB_TOKEN'],
    ['AUTH_TOKEN', 'GITHUB_TOKEN'],
    ['AUTH_SECRET', 'team-web-eu'],
    ['CLIENT_SECRET', 'client_secret_basic'],
    ['TOKEN', 'disabled'],
    ['MAX_TOKENS', '4096'],
    ['TOKEN_TTL', '3600s'],
    ['SECRETS_PATH', '/run/secrets'],
    ['PRIVATE_KEY', '/etc/tls/tls.key'],
    ['KEYBOARD', 'q7Rk2vXw9LmZ'],
    ['PWD', '/srv/app1234'],
    ['COMPASS', 'north1234'],
    ['TOKEN_PROVIDER', 'com.example.auth.Provider'],
    ['SECRET_ACCESS', 'arn:aws:secretsmanager:eu-west-1:1:secret:web'],
    ['LOG_LEVEL', 'q7Rk2vXw9LmZ'],
  ])('%s: %s is none', (key, value) => {
    expect(isSecret(key, value)).toBe(false);
  });

  it('asks more of lines', () => {
    expect(isSecretLine('db.password', 'correct-horse-42')).toBe(true);
    expect(isSecretLine('password', 'request.body.password')).toBe(false);
    expect(isSecretLine('token', 'getToken(42)')).toBe(false);
    expect(isSecretLine('password', 'required')).toBe(false);
  });
});

describe('credentials by their form', () => {
  it.each([
    ['a private key', KEY],
    ['a private key', KEY.replaceAll('\n', String.raw`\n`)],
    ['an access key of AWS', made('AKIA', 'Q3EGRIZ2XK7LMN4P')],
    ['a token of GitHub', made('ghp', '_16C7e42F292c6912E7710c838347Ae178B4a')],
    ['a token of GitLab', made('glpat', '-Zq8n3Wv0pLk2Jd7Rt5Yb')],
    ['a token of Slack', made('xoxb', '-2748392017-q7Rk2vXw9LmZ4tYp')],
    ['an API key of Google', made('AIza', 'SyDq7Rk2vXw9LmZ4tYp8Bn3CfGhJkLoPsTu')],
    ['a JSON web token', made('eyJ', 'hbGciOiJIUzI1NiJ9.eyJ', 'zdWIiOiJ3ZWIifQ.q7Rk2vXw9LmZ4tYp8Bn3CfGh')],
    ['an address with a password', 'amqp://web:q7Rk2vXw@mq:5672/'],
  ])('%s', (what, text) => {
    expect(credentialIn(`x: "${text}"`)?.what).toBe(what);
  });

  it.each([
    made('AKIA', 'IOSFODNN7EXAMPLE'),
    made('ghp', '_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'),
    '-----BEGIN RSA PRIVATE KEY-----\n...\n-----END RSA PRIVATE KEY-----',
    '-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAx1Zq8n3Wv0\n',
    'postgres://web:$(DB_PASSWORD)@db:5432/web',
    'postgres://web:${DB_PASSWORD}@db:5432/web',
    'postgres://user:password@host/name',
    'postgres://web@db:5432/web',
    'http://web:8080/path@2x.png',
    'https://registry.example.org:5000/team/web@sha256:0123',
    'task-sk-list-of-many-things',
  ])('%s is none', (text) => {
    expect(credentialIn(text)).toBeUndefined();
  });

  it('takes linear time', () => {
    const begins = ['eyJ', '-----BEGIN RSA PRIVATE KEY-----\n', 'a://', 'a: ', 'sk-', 'x:y@', 'AccountKey='];
    const time = processorTime(() => {
      for (const text of begins) credentialIn(text.repeat(20_000));
    });
    expect(time).toBeLessThan(2000);
  });
});
