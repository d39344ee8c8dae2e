/** Just enough of a browser for Keycloak's login form, as Browser.java; gives the address that the client is sent back to. */
export async function loginAsJane(address) {
  const cookies = new Map();

  async function send(url, options) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, { ...options, redirect: 'manual', headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    return location && new URL(location).host === new URL(address).host ? send(location) : response;
  }

  const page = await (await send(address)).text();
  const [, action] = /<form[^>]*action="([^"]+)"/.exec(page);
  const response = await send(action.replaceAll('&amp;', '&'), {
    method: 'POST',
    body: new URLSearchParams({ username: 'jane@example.com', password: 'jane-password' }),
  });
  return new URL(response.headers.get('location'));
}
