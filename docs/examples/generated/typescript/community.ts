// node js/community.js   with COMMUNITY_URL, API_CLIENT_ID, API_CLIENT_SECRET, API_EMAIL and API_PASSWORD

import process from 'node:process';
import { Configuration, ResponseError, TokenRefusedFromJSON, TokensApi } from './community/index.js';

const { COMMUNITY_URL, API_CLIENT_ID, API_CLIENT_SECRET, API_EMAIL, API_PASSWORD = '' } = process.env;
const tokens = new TokensApi(new Configuration({ basePath: COMMUNITY_URL }));
const request = {
  grantType: 'password',
  username: API_EMAIL,
  password: API_PASSWORD,
  clientId: API_CLIENT_ID,
  clientSecret: API_CLIENT_SECRET,
} as const;

const token = await tokens.issueToken({ tokenRequest: request });
console.log(`${token.tokenType}, ${token.expiresIn} s, scope ${token.scope}`);

try {
  await tokens.issueToken({ tokenRequest: { ...request, clientSecret: 'wrong-secret' } });
} catch (refused) {
  if (!(refused instanceof ResponseError)) {
    throw refused;
  }
  const { error, errorDescription } = TokenRefusedFromJSON(await refused.response.json());
  console.log(`Wrong secret: ${refused.response.status} ${error} ${errorDescription}`);
}
