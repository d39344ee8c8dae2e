// node js/office.js   with API_URL, API_CLIENT_ID and API_CLIENT_SECRET

import process from 'node:process';
import { Configuration, CredentialsRefusedFromJSON, PluginsApi, ResponseError, TokensApi, type Token } from './office/index.js';

const { API_URL = '', API_CLIENT_ID = '', API_CLIENT_SECRET = '' } = process.env;
const client = { clientId: API_CLIENT_ID, clientSecret: API_CLIENT_SECRET };
const tokens = new TokensApi(new Configuration({ basePath: API_URL }));

const facts = ({ message, data }: Token) => `${message}: ${data.tokenType}, ${data.expiresIn} s, scope ${data.scope}`;

const issued = await tokens.issueToken({
  tokenRequest: { ...client, grantType: 'client_credentials', scope: 'read write' },
});
console.log(facts(issued));

const refreshed = await tokens.issueToken({
  tokenRequest: { ...client, grantType: 'refresh_token', refreshToken: issued.data.refreshToken ?? '' },
});
console.log(facts(refreshed));

const plugins = new PluginsApi(new Configuration({ basePath: API_URL, accessToken: refreshed.data.accessToken }));
console.log(`Plugins: ${(await plugins.listPlugins()).message}`);

try {
  await tokens.issueToken({ tokenRequest: { ...client, grantType: 'client_credentials', clientSecret: 'wrong-secret' } });
} catch (refused) {
  if (!(refused instanceof ResponseError)) {
    throw refused;
  }
  const { data, message } = CredentialsRefusedFromJSON(await refused.response.json());
  console.log(`Wrong secret: ${refused.response.status} ${data.error} ${message}`);
}
