// A resource API: npm install; PORT=8090 node api.mjs
import { createServer } from 'node:http';
import { createRemoteJWKSet, errors, jwtVerify } from 'jose';

const issuer = process.env.API_ISSUER;
const audience = process.env.API_AUDIENCE ?? 'api';
const keys = createRemoteJWKSet(new URL(`${issuer}/protocol/openid-connect/certs`));

/** What the request is refused with: RFC 6750 §3. */
class Refusal extends Error {
  constructor(status, code, description, challenge = '') {
    super(description);
    Object.assign(this, { status, code, challenge });
  }
}

/** The claims of the request's token, which has this scope. */
async function requireScope(request, scope) {
  const [, token] = /^Bearer +([\w.~+/-]+=*)$/i.exec(request.headers.authorization ?? '') ?? [];
  if (!token) {
    throw new Refusal(401, 'invalid_token', 'The access token is missing');
  }
  const claims = await verify(token);
  if (!(claims.scope ?? '').split(' ').includes(scope)) {
    throw new Refusal(403, 'insufficient_scope', `The access token has not the scope ${scope}`,
      `, error="insufficient_scope", scope="${scope}"`);
  }
  return claims;
}

async function verify(token) {
  try {
    const { payload } = await jwtVerify(token, keys, { issuer, audience, algorithms: ['RS256'], clockTolerance: 30, requiredClaims: ['exp'] });
    if (payload.typ === 'Bearer') { // and no ID token
      return payload;
    }
  } catch (failure) {
    // A realm that does not answer is our failure, not the token's.
    if (!(failure instanceof errors.JOSEError) || failure instanceof errors.JWKSTimeout) {
      throw failure;
    }
  }
  const description = 'The access token is invalid or has expired';
  throw new Refusal(401, 'invalid_token', description, `, error="invalid_token", error_description="${description}"`);
}

createServer(async (request, response) => {
  try {
    const claims = await requireScope(request, request.method === 'GET' ? 'read' : 'write');
    answer(response, 200, { error: false, data: { client: claims.azp, user: claims.legacy_id ?? null }, message: 'Welcome' });
  } catch (failure) {
    if (failure instanceof Refusal) {
      response.setHeader('WWW-Authenticate', `Bearer realm="api"${failure.challenge}`);
      answer(response, failure.status,
        { error: true, data: { error: failure.code, error_description: failure.message }, message: failure.message });
    } else {
      console.error(failure.message);
      answer(response, 503, { error: true, data: { error: 'temporarily_unavailable' }, message: 'Try again later' });
    }
  }
}).listen(process.env.PORT ?? 8090, 'localhost');

function answer(response, status, body) {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}
