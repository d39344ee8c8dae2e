/** openid-client on Keycloak's own endpoints; ISSUER and the clients' secrets are in the environment. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as oauth from 'openid-client';
import { loginAsJane } from './browser.mjs';

const { ISSUER, API_SERVER_APP_SECRET, API_WEB_APP_SECRET } = process.env;
const REDIRECT_URI = 'http://localhost:3000/callback';
const JANE = { username: 'jane', password: 'jane-password' };

const server = await discover('server-app', oauth.ClientSecretPost(API_SERVER_APP_SECRET));
const web = await discover('web-app', oauth.ClientSecretBasic(API_WEB_APP_SECRET));

test('given a code, then a verified ID token', async () => {
  const { parameters, checks } = await codeRequest();
  const callback = await loginAsJane(oauth.buildAuthorizationUrl(web, parameters));
  const tokens = await oauth.authorizationCodeGrant(web, callback, checks);
  assert.equal(tokens.claims().aud, 'web-app');
  assert.deepEqual(scopes(tokens), ['openid', 'read', 'write']);
  const user = await oauth.fetchUserInfo(web, tokens.access_token, tokens.claims().sub);
  assert.equal(user.sub, tokens.claims().sub);
});

test('given a pushed authorization request, then a code', async () => {
  const { parameters, checks } = await codeRequest();
  const callback = await loginAsJane(await oauth.buildAuthorizationUrlWithPAR(web, parameters));
  const tokens = await oauth.authorizationCodeGrant(web, callback, checks);
  assert.equal(tokens.claims().aud, 'web-app');
});

test('given client credentials, then a token', async () => {
  const tokens = await oauth.clientCredentialsGrant(server, { scope: 'read write' });
  assert.ok(tokens.expires_in > 0);
  assert.deepEqual(scopes(tokens), ['read', 'write']);
});

test('given a password, then a token', async () => {
  const tokens = await oauth.genericGrantRequest(web, 'password', { ...JANE, scope: 'read' });
  const token = await oauth.tokenIntrospection(server, tokens.access_token);
  assert.equal(token.active, true);
  assert.equal(token.username, 'jane');
  assert.equal(token.scope, 'read');
});

test('given a wrong password, then invalid_grant', async () => {
  await assert.rejects(
    oauth.genericGrantRequest(web, 'password', { ...JANE, password: 'wrong' }),
    refused(400, 'invalid_grant'),
  );
});

test('given a refresh token, then new tokens with its scope, once', async () => {
  const first = await oauth.genericGrantRequest(web, 'password', { ...JANE, scope: 'read write' });
  const second = await oauth.refreshTokenGrant(web, first.refresh_token);
  assert.deepEqual(scopes(second), ['read', 'write']);
  assert.notEqual(second.refresh_token, first.refresh_token);
  await assert.rejects(oauth.refreshTokenGrant(web, first.refresh_token), refused(400, 'invalid_grant'));
});

test('given a revoked refresh token, then it and its access token are inactive', async () => {
  const tokens = await oauth.genericGrantRequest(web, 'password', { ...JANE, scope: 'read' });
  assert.equal((await oauth.tokenIntrospection(web, tokens.refresh_token)).active, true);
  await oauth.tokenRevocation(web, tokens.refresh_token);
  assert.equal((await oauth.tokenIntrospection(web, tokens.refresh_token)).active, false);
  assert.equal((await oauth.tokenIntrospection(server, tokens.access_token)).active, false);
});

test('given a wrong secret, then the error that the server names', async () => {
  const wrong = await discover('server-app', oauth.ClientSecretPost('wrong'));
  await assert.rejects(oauth.clientCredentialsGrant(wrong), refused(401, 'unauthorized_client'));
});

/** A client that verifies the signature of ID tokens too, and takes plain HTTP, on the tests' server only. */
function discover(clientId, authentication) {
  return oauth.discovery(new URL(ISSUER), clientId, undefined, authentication, {
    execute: [oauth.allowInsecureRequests, oauth.enableNonRepudiationChecks],
  });
}

async function codeRequest() {
  const pkceCodeVerifier = oauth.randomPKCECodeVerifier();
  const expectedState = oauth.randomState();
  const expectedNonce = oauth.randomNonce();
  return {
    parameters: {
      redirect_uri: REDIRECT_URI,
      scope: 'openid read write',
      state: expectedState,
      nonce: expectedNonce,
      code_challenge: await oauth.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: 'S256',
    },
    checks: { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true },
  };
}

function scopes(tokens) {
  return tokens.scope.split(' ').sort();
}

function refused(status, error) {
  return { name: 'ResponseBodyError', status, error };
}
