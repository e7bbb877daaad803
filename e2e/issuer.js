// An identity provider whose JWTs the hub takes.
import { createHmac } from 'node:crypto';

const SECRET = 'a secret of the tests, 32 characters or more';

// The hub lets each of its users hear and fill an inbox, and everyone hear what is public.
export const ISSUER = {
  TIDINGS_AUTH_ISSUERS_OWN_ISSUER: 'own',
  TIDINGS_AUTH_ISSUERS_OWN_SECRET: SECRET,
  TIDINGS_AUTH_ISSUERS_OWN_SUBSCRIBE: 'users/{sub}/**',
  TIDINGS_AUTH_ISSUERS_OWN_PUBLISH: 'users/{sub}/inbox',
  TIDINGS_AUTH_ANONYMOUS_SUBSCRIBE: 'public/**',
};

// A JWT (RFC 7519) that ends after so many seconds.
export function jwt(sub, seconds, claims = {}) {
  const payload = { iss: 'own', sub, exp: Math.floor(Date.now() / 1_000) + seconds, ...claims };
  const signed = [{ alg: 'HS256', typ: 'JWT' }, payload].map(encoded).join('.');
  return `${signed}.${createHmac('sha256', SECRET).update(signed).digest('base64url')}`;
}

const encoded = (part) => Buffer.from(JSON.stringify(part)).toString('base64url');
