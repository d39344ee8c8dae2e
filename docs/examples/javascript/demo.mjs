// node demo.mjs   with API_URL, API_CLIENT_ID, API_CLIENT_SECRET and perhaps API_RESOURCE

import process from 'node:process';
import { ApiClient, ApiError } from './api-client.mjs';

class Unexpected extends Error {}

const facts = (tokens) => `${tokens.message}: ${tokens.tokenType}, ${tokens.expiresIn} s, scope ${tokens.scope}`;
const refusal = (error) => `${error.status} ${error.code} ${error.message}`;

function expectMessage(tokens, message) {
  if (tokens.message !== message) {
    throw new Unexpected(`the message should be "${message}"`);
  }
}

async function expectRefusal(title, api, status) {
  try {
    await api.token();
  } catch (error) {
    if (!(error instanceof ApiError)) {
      throw error;
    }
    console.log(`${title}: ${refusal(error)}`);
    if (error.status !== status) {
      throw new Unexpected(`the status should be ${status}`);
    }
    return;
  }
  throw new Unexpected(`${title}, but a token was issued`);
}

async function demo(url, id, secret, resource) {
  // The demo turns the client's clock forward instead of waiting for the token to expire.
  let ahead = 0;
  const api = new ApiClient(url, id, secret, 'read write', { now: () => Date.now() / 1000 + ahead });

  const issued = await api.tokens();
  console.log(facts(issued));
  expectMessage(issued, 'Token issued');

  ahead = issued.expiresIn;
  const refreshed = await api.tokens();
  console.log(facts(refreshed));
  expectMessage(refreshed, 'Token refreshed');

  await expectRefusal('Wrong secret', new ApiClient(url, id, 'wrong-secret', 'read write'), 401);
  await expectRefusal('Bad request', new ApiClient(url, id, secret, 'nope'), 400);

  if (resource) {
    console.log(`Resource: ${(await api.get(resource)).status}`);
  }
}

const { API_URL, API_CLIENT_ID, API_CLIENT_SECRET, API_RESOURCE } = process.env;
if (!API_URL || !API_CLIENT_ID || !API_CLIENT_SECRET) {
  console.error('Set API_URL, API_CLIENT_ID and API_CLIENT_SECRET');
  process.exitCode = 1;
} else {
  try {
    await demo(API_URL, API_CLIENT_ID, API_CLIENT_SECRET, API_RESOURCE);
  } catch (error) {
    if (!(error instanceof ApiError || error instanceof Unexpected)) {
      throw error;
    }
    console.error(`Unexpected: ${error instanceof ApiError ? refusal(error) : error.message}`);
    process.exitCode = 1;
  }
}
